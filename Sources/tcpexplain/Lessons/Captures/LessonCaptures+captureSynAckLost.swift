// Written by scripts/make-lessons from Fixtures/syn-ack-lost.

extension LessonCaptures {
    static let captureSynAckLost = """
        H4sIAAAAAAACA5WTT0zTUBjA38ZmoMkS9SImJj45eEC6doMha5oxGAuIIAvUA9GQlO0xGmZXt44M48EAMQSiJ8BED6Be9GbIrmqMRw+Asrio8YIH
        Lka8+i++r3V/qHOJzV7Xvvf119/3va87Lzfu25EDlQ8HstHz3dm6qXm9AfXTaxh2WLIZZ3s9CiMk5jaDKHjoaoFpQHY6bGsFFFlYvd4NIev2b/tf
        n9JQhzPnsNczW4+3bxuAujoGyJtWst3km2SEgHz6EVCBjiJrhbG5Lzqlh9aP/loYO1cm7w2NzgEdyPcoefGMs5bzluH89l/On19UOucXi85Afmgl
        /5fzpWuVzpeHK52PtTgRKHRXc27LbRvOHy3OIUrP3DiMOufv0Adspi+QDVfWiZYpYrka8WbutUFcqkpsRJ2vBg4Se8MS5hQ1RrLuSf1KAvdJUoTz
        uD0upi+Z1gXs4d1+Nw/3F9MkxXbFiUpno5lUgjvr7uiAha5olGh0splrdjEuI+sCa8m6sp5tE9/B8XnOUs8M9VyhWQfne0xHs5b5RSD2uZ3oCW1e
        GFai7cHEDyA+C1clNqIgf6JEHAFiMUvs5Xk8dN7FjJDUNEkJWI0rapaueL2QWY+sEwEPJtUW7G3FF5LTNN7bjnle4L1Cqw/3DkouJpRUdVoUVprR
        aLBOsjoHlSwvDBA1rk/SUnr9LmZATuvsYDKmTCgkJmBpMtOCeQ/ul9UyG34ltkqiupJUBTxFiMbKCWWauJiwJMcF3NTu9/nG/TzPdniaivvADstq
        nKQFPD6jkzRsiHiqZygkjUbCGLwCjFj8I3IsIOqKniABPaqRrJaQFVXkzBmRM9YZcTwZm4Foz4EgesuIWsCoW4y+y6ycW+Q0Os/9eYYz3wT7d5Kr
        +R28Mbr2g6VrV8bm9nfhO5jNl7p2CfYQiHttNYk7BvF9VeIRStz5m3jcV7Nrfxpdu3Gwx/Z3KXWVEoOz26Uek4AKxER7Tce84fjO4rhKqZ+MrLdK
        jreA+htYHzHD0AUAAA==
        """
}
