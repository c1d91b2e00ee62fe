// Written by scripts/make-lessons from Fixtures/reset-by-client.

extension LessonCaptures {
    static let captureResetByClient = """
        H4sIAAAAAAACA32STWsTQRjHZ5MY48KKqGjFKmMPCqXJvjRtzbKksW1oGxsb61705CaZJkvT3aUZQ3orgtQggm8nUaiCwbeDaL9A6U1Pgkf9BF56
        suBBnWc327QxdNi3mfn/f/M8zz7fNj++CKAQao8Q4tizfDu40PeKQ/3sG+6/7giAIBAJIy6CwkzozflDKOB52RcHTmWX09O4T27H2ZqDvs0A5whz
        ZthCxne29iMojZDWeJBCqfDzk6AG74aEcifuXaiCZC3we6v3PpOGDqyHAhF+buTzugsIBnkgT3SS/ZhcMkJAPv8aqG4+uQ1pNfHmF6PTtaN/7g49
        bZNXF/vfA90nX2XkMYYa6xZzvPHQjflsR8yU0bdXjqDR/Cdm4Lx4gQzEO4xIGYJ2I843HgHx2c+uxB40+nVzL3EyrWPRtIqkHivTxQqe0vWcKMdk
        gZ+yq1TFVbJUI0sxUjcWnQoReMHNqtGZ1e56xacTEMOPWke9tlkcTZZVKr/ixeDXCohbjPiBNRfcnUTu5bQKxO8HuxJ7UOrwjb1EPwusSBKevSzw
        19w0VGyVTKvOdhQFUpwwKFFx1rYGsDKIr9g1pleGsSSpkqzG43gyqwv8uG1RYtGovuwwMSV1KkKl2hszxCrRsoplJSHwM0aVRrN20Zw3SVHFevnW
        AJZknDGsNhuuHbZFCtS0LRUvEOJEjYpZY1VO60ZJxX3DiaGhfEKSohflPoG/VCgQh0bnDKtEqirOL1NShR+inZuYHdev59IY4krymv8iRjGpUZNW
        SJIWHFJ3KoZpaaK3oonuPq/l7eIyqOU9IjblNSfp1q3IzvIqF9NEh62LLY/onQT/70xz3z5/7PZ5b0dXNlcT7wj0uXHs/z4fFIP7EZ+4xNNdicfR
        6M23PvHLKSD+A0LhRYnMBAAA
        """
}
