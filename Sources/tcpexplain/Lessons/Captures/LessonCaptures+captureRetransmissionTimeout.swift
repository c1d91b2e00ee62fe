// Written by scripts/make-lessons from Fixtures/retransmission-timeout.

extension LessonCaptures {
    static let captureRetransmissionTimeout = """
        H4sIAAAAAAACA+2VTUwTQRTHp6UUXGyoJCgakGljTAT6KRDYbEoFGgi2UGUTY/Br2w5lpWw37UjKyY/UCL0YekJNFLlo6MUQYzjrwYsHMXDk4s2b
        Fy8mGudtbWub2gMHTzbdbbvz9jf/997/bXffbT3XIwMqvQxIx87L9+rmNy4Z0QT7DocelnTaWd+IfAgJ6Rkv8ho3/NwhpGeHLruNgp2e3U0IWdd/
        /7ryhoUa6l8b9I1c5tTTbg1QV8cBufVuBVmf5+fJCAH59EugAh0Fs9uZROgMo+fWW34uf9sqkbnVRzagF8hDjDzMUMPVNPemr2iapys05xi9644Z
        DVnfsht0mt4+IAPxJiNShqDViLPpqxoRVyW2oaHVT+XEMZ+IHbISISn7HF2I4XFRDDpcdpeJG48nKY+TJLFIEnaSkhbUGDFxJi2rH5sVWf1Zr15L
        K2iof1JRry6mY59l5bWm8xrY/gOgA4gnckb0ijUajkqibsNyFIiGnqrENuT9OFNOLGSB3U4nnjpv4qa1NHisRGUlxVbcbkhxVKKEx4G40oPdZ/Fk
        fJHFu/ux08k73byrH48FRBM3ElcoUahNXFJZMCUp6oBKlRb8RInSOR673IMmzi8lqS0Qj8izMonwWJy71YOdLjwhKSU2vItshYSpHFd4PE+IapNi
        8iKrsk+Uojy29g/29YUGnU7bgMtq4s6Fw0SltouSEiVJHoeWKElCQwTL6NSIeDnow6DLwwmFDyJFPAKVaYx4aFglKTUmyYrgyF8RHNo6J4TikSWI
        dpUFsZ+coHq0ukXYXvnK2QWHyq47ft/jyO8E/cO5mj6/prnyQoUr9zOJ8Br43HK46Eov9BCIk2pDLZ9f14gnqxKZzx9+KRKTQDyYz49vc7U03NA0
        dPxVQ0tBw7OJg2vo/czVmoxj2mR0l09GeK3Ts9cMk/EhW5iMx37Q8X8y/vVk+Fn/akyGpHlostxDe82ZBDHCZHSMFj0kQg+BeP9FUy1iSCMGqhKP
        MKK5SHxQIMo7TbWe523a83yt3GPEyKhmRvS27xQ9tgJUIN7eqakxXO2/es/MqA2Qdfv7osYsUH8BaKSBzRYIAAA=
        """
}
