// Written by scripts/make-lessons from Fixtures/syn-ack-retransmitted.

extension LessonCaptures {
    static let captureSynAckRetransmitted = """
        H4sIAAAAAAACA6XTTUwTQRQA4GmpiEuaqCcSLwP+JYR2tw1/3WxKoTQgglRdDwaMWdqxbKi7m3Yh5YAxhhBQDqIc0BOiCYYYEEMIdy9EPRnghsGD
        P4mJ8WQCJsb3trTQpunFpvs3M/vtmzdvNt6+eWYnDnLwcxAbnJ9sHx1ousmRDrjHw45dNutsLyMhQqTVsQAJlBqV3DFih8O2vE7CP35+6sEhs/a9
        X99vwFDHkRWHvYyjpSuCBZSUcCizfNme9tMyISife4kq6iS8vK7v3NsAvXf25N/xrccH8qv32izqKD8FeWLkf+SPzw/LiYeH5bZT5aQFqJZC2ahd
        HbeycT4vG72gb949Tpr+zMALNszEmowyiqVT5WQaiOlC4tjqBIr6RkGxgjS1CFkxgWJbSKa8qkVZyt1v3o7TdlkO8x63x8m160lTpB7B7XML+Hwt
        yRKu5hjToDUymIjzDe7GRuxojkSYAY3VfLWTc1qzrpnKm/XhfNbOf8EY77zLy+cmxLkIsw7sfU7HCPFtYZwofgDxNZQYHvmibW7+K4ojPQXFChJ4
        MZcrZmZJvYJAuy86uassMcQSItViqpaCHq8XZ9aqmEykcv9gDfXW00v6EIyHG6FB9PjEulra1iU7uaCumZAUlzxswGCTpUweM3nQ0cm0mNkPqfT6
        nFynkjRdXXpUvaWy6L4teGiHou3bgmj9s7bGIqaqayIdYMxwKXF1iDm5kKzERFpV76ur6/MJgqvRU5VZB9cVRYuxpEj7hk2WxAWRKlu7g/L1cIhi
        XH5OylyYEvVLpmrGmd+MGCxlxBVVk/h0i8Rb/ZzUp0eHcbQnZxA8cpLht/IWhW+lM+eWeAPa+f13+PSXcP0uPCq6D+5b++BsXtUu6jujQdwHu2ZO
        1W6h6FsoKj6wxDMFxRMgJrJiMiMOLhSt2m9W1a7n1thoENQlEAO7arbGtlFFceZ30RgnrRhP58W4BGqrNevL2RgnUf0HXfILWnYFAAA=
        """
}
