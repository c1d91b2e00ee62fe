// Written by scripts/make-lessons from Fixtures/frames-missing.

extension LessonCaptures {
    static let captureFramesMissing = """
        H4sIAAAAAAACA8WcX2wUVRTGpy0QWFgUy0MTfZiQaIihMHPO/F2MXSoVKBQaaWKMD2SBga60u4VdsCiaJmLiE+ADRJpAMPoAQkJsVFBKpYESY2Ki
        xpBoTExIFKVEEcQ/qOC9t+yW2SmDHwlh02m23Tlf753vzvlmfuzy1cm+N6u1cdroY5xWJb5P3VqzrrM/oT0qnsvtunpUyx2qJ07QqiZqE8SOIz8n
        JmnVI7XiWZWs3HZT5cg+6ntVufLGz3L/UQ1Z+bqobBa/aC5V3nh9otakaY/1/ZDW0hMKg3JvWbs3rbWe3fpZUu6yr/rqxdwbYtdx498bVz0xcfaL
        3c8pgZqahFTeV6lcGpNS1jSp/Mh+qarm07o33XOwYZFQn7rvgWuvDcwcVX7rwKKZUr2kfFQoNwqpxrHGbPWdU2P+pGLMU4V6c8/9WsPwPFFQNTJe
        qSwVvzye0PJCIj+WYqbvR6XYO6ZindbQ9E5YcUFTmz7HnF3sLuoL29paxVMzmViYLxRTeiHYsCnYMDvoznR2dQTJRFJN6OfjFRO6+VBZw5fln0/1
        VxyqZjGEuWJC6eHakT9fOkxS8emBhHZ+vKa2SsXx3w7/JhXt2lspDu0IK5ZmoZNh6MsWJxPL1TRSem5tNtctXiGSU5yfKQYpvSWfm6UT60vzm8T+
        5OiGkTK8lOXoC1rakokn8rlikCvWt23uEjsXg+7inK6OTDY3+sqSILe22J7SbcMQoksyhWJ9S351dk02WJ3S29o3ztINU2/O5EbV5VdZPResKmbz
        uZS+Lgi66jMd2U3iODe1Zdam9BmOb9srfcOoN9nzZyQT81atCrqK9U9lcmuDQkpfubkYFKQpHdlcoGeK6hf6jYeh59eoMYlRtwf6+o3ZVev0lRvy
        z+f0NfnusUpsEy0xDYJLbEZLyLDgEttGS9hw4BLbRUssw4NLbB8tsU3YfduB3XdM2H3Hgd13Tdh914Hd90zYfc+B3fdN2H3fQd0XJ6UBl7io+6ZJ
        BJe4Yfdl588OxIbjTyrKTldE2dyeg/Mvic7f+H02Go6d8YrnleJQVLG5Vyg2fTcQVczFp9PvKp2mhdOpubeUTv3pcDqFDwo5NnocyTUYLrHRs4g8
        w4ZLbPQsIt9w4RIbPYvYMHy4xEHPIjZNEy5xUPeZTIZLHNR9ZtOGSxzUfbZMFy5xYPdtE3bfdmH3HYLdd1zYfZdg910Xdt8j2H3Phd33CXbfd1H3
        LYN8uMQT7svOn4/PkmGVJaeiWdLaKDr/wm9qo1nSJRRP1Whqq8ySmg+G/5CKrhPOktZGpVqnpY+fCGcJNi2T0RVqmR66Qi1ihks8dIVazDZc4qEr
        1LLYhUs8eIXaDK9Q20f7k+VYsPuOD7vvWrD7rg+771mw+54Pu+9bt3dfntMb4rvEBdUlTka7xPJTokssPrMt2iUef3Vy3BXnn+qK875wl1h+Sqi2
        yyvOt5eWu8SzQnXPPeMhdBd5SOYOeQjhPIRwHkI4DyGchxDOQwjnIYTzEMJ5COE8hHAeQjgPIZyHEM5DCOchhPMQwnkI4TyEcB5COA8hnIcQzkMI
        5yGE8xAq85An4zv/X6rzTw13/mc6Sp2/80q48/+PQRCh68kkF11PprgFhUtcdD2Z4kISLnHh9WQzvJ5sD15PDsPryfHQbiJWIOy+68Huewy773mw
        +z7D7vse6r4IXwMu8VH3SSxluMRH3RenvgWX+Kj7xJYDl/io+2IqHlziw+7bNuy+Y9zefdn5F4nOH3MX8Yu6izhRcRfR3nNwxXTR+Zd+ur98F7FH
        dv+SYkyWXFVZkgxnyYrppSzZ/XA4S27JrQnn1oRza8K5NeHcmnBuTTi3JpxbE86tCefWhHNrwrk14dyacG5NOLcmnFsTzq0J59aEc2vCuTXh3Jpw
        bk04tyacWxPOrQnn1oRza8K5NcHcenF8llxUWfJxNEtW94vO3zJUFc2SJUJxqEZTW4RbHxn+W3FrM5wlq/uVap2WTh0IZwk2rVFuTTi3JpxbE86t
        CefWhHNrwrk14dyacG5NOLcmnFsTzq0J59aEc2vCuTXh3Jpwbh1TIk/qlvg28atqEwPRNtHeINvE4MvRNnFm8ZS4dyZeUoo7xlSs05Y++G5Z8XOp
        qN6ZyMA7EzuWTIm74v1HXfFODnep9gYxhJ3yivcVKnepbXII94yb813k5ivvkJszzs0Z5+aMc3PGuTnj3Jxxbs44N2ecmzPOzRnn5oxzc8a5OePc
        nHFuzjg3Z5ybM87NGefmjHNzxrk549yccW7OODfnMjcvis4fE2XqPemF/org2dlzsPOc6PzLjs0LBc82qbgxPkv+VVmSCGdJ57lSljR/Hc4SiMQz
        TuIZJ/GMk3jGSTzjJJ5xEs84iWecxDNO4hkn8YyTeMZJPOMknnESzziJZ5zEM07iGSfxjJN4xkk84ySecRLPOIlnnMQzTuIZJ/GMk3iOJfHd8Vmi
        Po1UOBbNksJ2SeLf741mSXd8llxTWTIpnCWF7aUs2TQpnCW3JPGMk3jGSTzjJJ5xEs84iWecxDNO4hkn8YyTeMZJPOMknnESzziJZ5zEM07iGSfx
        jJN4xkk84ySecRLPOIlnnMQzTuIZJ/GMk3jGSTzjJJ5hEv9CfJZcUVnyUTRLNrsSsR2+HM2SF4Xi6RpNbRESf3T4uiLxs8JZstlVqnVa+qH14SzB
        pjVK4hkn8YyTeMZJPOMknnESzziJZ5zEM07iGSfxjJN4xkk84ySecRLPOIlnnMQzTuLjSuRZ/VJ8n1CfMSx8GO0TW47JPnEoH+0TfdOScYrqkyaF
        o2MqTtOWHfJLir01JcXq2mTM5/4vqP8iIXU43Hm2HBOqu4Ri+tD0cucZlKpScUpt7BjV+9wLRyrGuEuoyn+nXHZofGiMg/8Bdkd8N61CAAA=
        """
}
