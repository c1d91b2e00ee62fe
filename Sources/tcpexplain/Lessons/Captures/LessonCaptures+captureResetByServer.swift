// Written by scripts/make-lessons from Fixtures/reset-by-server.

extension LessonCaptures {
    static let captureResetByServer = """
        H4sIAAAAAAACA5WXz08TURDHX0vblE2qIopNvLwD8WAC7NufbxGlKSESNMKh/0CLC20ou7UsWm5KTDSEixdJjCQYY+LZSDga9CCJV00wepCIHLgo
        F40mVt97pZQutXE22U1/zPfTmf1OZ7JvXz17FEQhVDtCKMCu2bmWydXfregse83PP+II8oBgNIICURRhgZX3UisKVrTsVYArXx9QVmLENbCv3HvP
        42sMrnzDlMPsg+Gqcu/7KBpEqG8jn0CJyJVzPJpr1/rQ6Nr3o7d4yHLw17dwnIWGws9Dwah0oTOzKgAtLRInv/eTqzkJMkKcfOYpp4p6Rtf62ts+
        fGb0ueXj5bsdt2vkT19PRzi9Sv7CyEmGSjbKWduYEjknfTnPMfrWzWOof2CJCQKVfDmZE7vKrWiGIWYaESc2HEE80pAYR/1jd+qJFwdTuCedcYue
        fbXbK3l4KJUa7SHdJCYNudNeL562i9ftYrddSk8V8nZMiomySNlX1sEbps2f5Ek8fOC7YVsskRVWVmIgV0mierM4cYkRd8JInH5i+ON8Byfe3/0X
        8clOPbFaBVZkGY9cikkDruPZjteVmi3YvdizS15PIZ/OObVvLtvOhJftxbosy7zMfM6xcdrDmVnPxnuHjN1xEcAQWRtfm8mNTeJM0b3h4HG31Eii
        E6iEyApYoqtQiSJrYImuQyWqbIAlugmVaDIFS3QLKtEJ2H3dALtvELD7hgF23yRg900D7D4lYPepAXbfImD3LQPqPvtTymCJCXWfEEUBS0yo++xH
        NLDEhLpPVOU/3OeTf7ncdEW6YqElfAttpb1tc4FN/uT5F4dXJCeG2R4JN9gloR/zpzhx8V39LtlcELskjhL3Out3ia8sE9qhRFMoWGKCO1RXwR2q
        U3CHGiq4Qw0K7lBTBXeoScEdSlUDLKFg9y0V7L5Foe6zdS6DJRbUfYW1MlhiQd1n40kDSyyo+4qqGWCJBXWflULBEgvsvq43d58PxcfNx2xBjNn+
        w2N2e4SN2UH68/CYXX8pNXsIiIuHgMX6Mbs9IsbsCZSg6/tjlvLnsb+8MU8qbg4AAA==
        """
}
