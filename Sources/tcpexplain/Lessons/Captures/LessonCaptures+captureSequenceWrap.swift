// Written by scripts/make-lessons from Fixtures/sequence-wrap.

extension LessonCaptures {
    static let captureSequenceWrap = """
        H4sIAAAAAAACA5XcTYxVZx3H8cMwIN44hBp5Sbo5ExWkwZnzvD/PWAMdoLyXaTrd6KZTuDAj9F4YLi9Ta7RNTNqFCm3VlaGtG90ZY9qNO5OaxsYE
        NSYYY8KqaGxj2gWUGPF5znCBc89w4DsJZJi5/x/P/c+dz/+cOfOcv/zu128OZcPZnbfhbFn8+2cvLT925Qurs0fi++nPzfJtKD1gaNXKbNmqbGV8
        4OK/W5/NhhZr43vLUuXw2juVi48p/152u/LWv9Pj72Skys/Eyr3xA3v7lbc+vyrbmWWPjnW2ZdtWXg/p0an24o1s6ubNq+fTQ94YuvEfuTk+dHjF
        b4aHVrXe+fm7B8uA5ctbKXndYHJ/TWVylqXkjb9IqeXzmbp446m3Dqf0C298/n8vP/25O8lr3l7zh5TeTx6NyZMxanKpNeuxbrnmbQNrvhDTn/ze
        mmzrS1+OBcsW15uSU+JD61Zn/1qRlX8GE1f8fexESvz4p/dK/P2r1cSpp6fz8dMnxs/Oz5wY653r5bunp6fGxZgYae3unupN5Kfa82fa82PtczPP
        nTjeHmlt73Y67UO9uW5nIj90vHtq8UO9dqf31f3tztHe7EQubFEUI62R1vG5Tjuf6eXPLvTa+a23Iu8eWXzERN6bbecnT88dOpY/O98928mPdM8t
        VWMkrhGF5jXG4hpZeF5jeQ+U4D1QlvdAC94DbXkPjOQ9MI73wEreA+t4D5zkPXCe98Ar3gPveQ+C4j0IHvcgfpsWvCbgHgihNa8JuAdCat4DVTxA
        D5L8a5vlP1nK/5Oq/B+FvvyPvV+Vf3AVXFmhubJCc2WF4cpGzPkry3JlheXKCseVFY4rKzxXVniurAhcWRG4srLgysYBjXsgBVdWCq6slFxZKbmy
        UnFlpeLKSs2VlZorKw1XNh508R5YbqJ03ETpmkwsz0+a5Z8v5f9xVf5PrvTl/+6XqvLfYxWeKys9V1YGrqwMXFlVcGVVwZWNh+YFr+HKKsmVVZIr
        qxRXVimurNJcWaW5sspwZZXhysbTLd4Dy5VVjiurHFdWea6sClxZFbiyuuDK6oIfeWrBTYyn0LgHWi5lYpJ/fbP8p0r5X6/K/+krffn/e7oq//1W
        wZXViiurFVdWa66s1lxZbbiy2nBlteXKasuV1Y4rqx1XVnuurPZcWR24sjpwZU3BlTUFV9YIrqyRXFkjubJGcWWN4soazZU1mitrDD/yNIabaCw3
        0di7TUzyb2iWv1fK/1pV/puilH9DtvWXfx045n+wVTiurHFcWeO5ssZzZU3gyprAlbUFV9YWXFkruLJWcGWt5MpayZW1iitrFVfWaq6sNVxZa7iy
        1nJlreXKWseVtY4raz1X1nqurA1cWRv4kacruImu4CY6kUxM8m9cN3DN+O6r0do/luT/qDNwNfrJ9LP+eMy//YWFRfn7V6JT4qbmxMky8bl64idX
        YuLjZ/5YT/xKc+L2MvF4PfHTV2LinpNfrCdubk7cUSYeqyfeFDFx37ElnvUjzYk7y8RvDSZm2fDlmLi3/ed6YtE8k0+XM/nVu2dySuufjW15vjqT
        6euDzz8n+fxzks8/p/j8c4rPP6f5/HOazz9n+Pxzhs8/Z/n8c5bPP+f4/HOezz/n+fxzgc8/F/j8i0/H8xo+/7zg888LPv+85PPPSz7/vOLzzys+
        /7zm5wRecxPjSxT2IMkvmuU/U8p/oSp/68W+/N1LA2djcRVcWW+5st5yZb3jynrHlfWeK+s9V9YHrqwPXNkIGe5BEFzZILiyQXJlg+TKBsWVDYor
        GzRXNmiubDBc2TiceA8sVzZYrmxwXNnguLLB8yPP4LmJIXATQ3hQE5P8sln+s6X856vyr9ncl//knwbk768ift9jZWMNVlYUAisba7CyopBY2VgT
        eA+U5j3QBe+BNrwHpuA9MIb3wBa8B9byHjjBe+As74EXvAfe8h4EyXsQsLIifTPwGqysiKcantdgZeN/o3gPpOc9UNxEobiJQt/PxCS/apb/XCn/
        j6ryr710+7eupqvyL7UKrqwwXFlhuLLxhJR31XFlhePKxhcw74HnyorAlRWBKysLrqwsuLJScGWl4MpKyZWVkisbUeI9UFxZqbmyUnNlpeHKSsOV
        lZYrKy1XVjp+5CkdNzEOGt4Dfy8Tk/y6Wf6FUv4fVuV/eKF/7f3Gr6ryN6wicGVVwZVVBVdW8T10sYYrq/geuljDlVV8D106HOE94HvoYg1XVvE9
        dLGGK6v4HrpYw5VVfA9drOHKKr6HLh1i8h7wPXSxhiur+R66WMOV1XwPXazhR56a76ETWnETdW3HW5I/NF8zfry8ZjxXv2bcejFd135mS/2a8URz
        4q4ycbaeuGZzTNz9je/XE7/WnLi7TDxaT1x7KSbumv5HPfHR5sQ9ZeKReuLDC+n3Aw66euLXmxP3lonteuLoaEzcued8PfFw80x+vpzJP6jO5NHR
        /tnYWy8P/Bzu/q8Pvrsx1vD5p/nuxrSJkr/e+e7GWMPnn+a7G2MNn3+a726MNXz+ab67Mdbw+Wf47sa0MRb3wPDdjbGGzz/DdzfGGj7/DN/dGGv4
        /DN8d2Os4fPP8N2NabMz7wHf3SgM390Ya7iJ5vZexCR/O8r/QaT+g6XuoXJ57NtJ/msDP4fb+F7/bOzjvVX5ySq4sobvbkw/nhvsanras80jdF85
        Qg/XR+jG9+LA27H9n/URep/E/WXioXripk6ZuKOeuGv96uxqjLi6VOLf/IGU+OFvl0zckO3794e3E99Pif17z+SyEPn2+fZMr314pPVUeQeaibxz
        dK5zLn5aynR3mh3xkxP5gW5nSy5V/kT3TNoebvPYwEJOKJfvOjBdvzNNMdLa3z00s3j3mtle78TE+Hj1Bjd33wtnyZvdjJS39fnm+sbb+rxQ3tZH
        VV+SmzrxuV9LByOTb95+SU6l554SL65v/No8UX5tZgY6ea3s5EPZvsnXK52cSonvNq/xO+Ua5RJrvB4Tt05erK/xcvMaD5ZrfGZgjddjajf9iubk
        a9U1/h9xUVF0X0oAAA==
        """
}
