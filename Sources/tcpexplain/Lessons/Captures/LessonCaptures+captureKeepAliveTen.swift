// Written by scripts/make-lessons from Fixtures/keep-alive-ten.

extension LessonCaptures {
    static let captureKeepAliveTen = """
        H4sIAAAAAAACA+3YX0xbVRwH8Ev5M7h4gbEtIzCzM9TFLIPe/oP2poEKQxAodLNOtiwxBe5KA7SFXv7PjhhNfDHs1ReDm5kQo8nmQjKwC2UuJpqg
        ZKSbvhkiL4ji/Lst3Ty/U3rZvd7ctI3Glza0tLfnfH+/e86HkBy79er7GiqL2nlkURn4dfqNzN4fWubpI/g9PB+ThwYGaHJzqIxcKgcPjH2m8yhN
        bC5+lwEz6z7dmRkbQ14zxJnbn2H8TgbMvH1znm7GF5rjM7e/z6UaKMq66rVRtpwTFhhNaiHKMRldbIUh05oHWx3LeGhW9rUsTS79ZZ6RJwGZmTQk
        rzML0uR4TySZoiD58AykkvtxTKNI0DOD0+3TxY/enhvZSd518lUW0uPJZ+wLdB2OqlPq2bjqIz3bZD3bcfrsZBFVu3YBT8iI9QvJkPjdrc9oP47w
        KyV2rvpJ4m7FxBKq9vC8NLGxwYm0usoeob8PNTmdDvxex9BNvoDAoQA/OMwPVvKjrn5/H8/QDLmjC2xIekdPrpUxtAH1ez6XrdUs7mEC35FtzRWr
        H18nSJx036CvYVjwlCdmXA79CInu44qJJZSts1iaGL8LpGdZ1N7C0C+T2+CQ1+3xjuJv9Hq4xWMugeeQ3ec9ivQG1OYbxuP1VYhlOVbPGVnUaHcy
        dL3PK/BeocI55seDBX5U0MJK7XzRynvdQg+HdAYDQ7e6AkKF3dftOevhuznk7Bk6ilgdanZ5d7LhR8z28l2Cx+flUC/P+ytcfZ5hvMoNTpebQ+VV
        FpOp08KyFWZTOUO/0NXF+4WKEy6vmw9wqHNM4AOwIdZDx9rrnaccDQj6qqGt8V+8q7vGKniEPr7G73LzSId8Z5GOtWpj16xaMoK2dvq6x2C8TjYM
        X6Ct/hqydt24Xmz1Kq1aP76u3Z6ljVWDPaxfv6HmfICorJGpnIgEe8vA+fdb/3Rede9+vorzQZJYqJiInT+XJSaOi871yThfv/IwX0XlJlHpkKrE
        taOL8Hdme61RVNkAPaRVKqnUJ6ZSn6pKdtjMqBgKEEMFMkOzkWDfO2DoGYtoaAr2kRgyJGPom485RsXQT8RQu9QQrh1dvAOGzpwTDZ2GHtKGlAwZ
        EjNkSNVQiB8tUDEkEEOMzNCdSLD/MRg65BUNfQD7SAwZkzH07fPjBSqGfiaG2qSGcO1oOBsMnboiGvJBD2lDSoaMiRkypmro0vm5QhVDQ8TQU1JD
        4exI0DcAhg5eEg1dh30khkzJGArqFgpVDG0RQ3apIVw7GjaAoZProqE3oYe0ISVDpsQMmVI19GjzzyIVQ8PEUL7MkCES9K+BoafvioaWYR+Joapk
        DJ2++qBIxdAvxFCr1BCuHQ27wJCzTDT0LvSQNqRkqCoxQ1Up/y/bZS5WMTRCDNEyQ65IcPAVMHSAEQ2twT4SQ9XJGLrYzxWrGLpHDLVIDeHa0fAU
        GDruEA19Aj2kDSkZqk7MUHWqhsJ9I3tUDI0SQ3kyQ1ORYOALMFRaJxr6C/aRGDInY0hTPbZHxdCvxFCz1BCuHQ2HwFDbW6Khm9BD2pCSIXNihsyp
        GvqamdurYmiMGMqVGQpFgkMWMFQyEjdkYmAfiSFLMoYm3lvYq2LoN2LoJakhXDsa3gBDLfOiobvQQ9qQkiFLYoYsqRpCR+7vG8CbNqBkqGt1nBjK
        kRnaiASHPwJDy1+JhsphH2PnoGwyiG6//nDfHAY0p4RoJvQ7QfSiFBEuHl0qBUS+gIhoE5r4nxCZ/jNE1f/KsSWb4LklmyqjW2Pm/SoHlxOEkVHK
        aKk0Ehw9OLmbql0JiYyqYSch8fyz3H6VA/I/yAH5dakLnBZdKsOJtpXLcRcdGkiFxANNnFqP50iPBlmPZTgVweHqyodP9tih+RtFkA8P1xkAAA==
        """
}
