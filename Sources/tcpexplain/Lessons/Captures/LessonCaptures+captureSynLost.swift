// Written by scripts/make-lessons from Fixtures/syn-lost.

extension LessonCaptures {
    static let captureSynLost = """
        H4sIAAAAAAACA32Ty08TURTG77QV6pAaxRc+ubIwhtDOtDykk0kp0AaCVBodFi5Ley0T6nRoB1IkGiFRWcjCBEIJC1CMcWNi1IUJK4MoJuz0LzBx
        z1Yx6rl36NPaybzuvd/5zXfOPfN18/UTC7KhwmFDHNyzs9ax4Td1qBne6fWHHRYqsNhrEGdHNSA0x/xBZDFj4Y2jkVtFkaaG3bl85P6Y6gsMGvkZ
        IgdgYiAXub9uR0GE5I16P/LXjC1SNY1d3UHh3WfeAJWsWX7uPh4Hqe3AW5vFzj//3rHCAFYrvwzkb++rko8y8sL/yPP3i8nSw2Lyl80yci5bRkaI
        ki++oFRWqfDqjn399iOgB9fqf88FXhbI/rszM5SeIx/6UId6ANVTyXPbxjHmeaXMcxDo8/cOo67xjxDAmX4pmRLvAHEBEAuViA82jjNif0ViA+p6
        N11K7AsqWFC1GMm4Ro1bCdyvKGHB7XI7+P5k2pCwW3R5XSIdD6dJytkdJxrMRidSCeGyq7OTLnRHo0SHyWah2cE7WNbcVlnWxfVsqz1FPTYuldVz
        HnwuQdb+8bTpMVdLSvwBxFfQ1vQqJ3JPa09T4vlLFYkNyH8ulCfOUmIuS+wRRTx0xcFfJ6lJkpKwFle1DKx4PDSzQMQgEg4ltRbsacVXk5Og93Rg
        UZREj9TaivtCioPvTWoGFMWpTOkgNkjGEGglCwuDRIsbo1BKj9fBD0bShjOUjKk3VRKTsDI60YJFNx6IaAU2PfNsjUQNNalJeIwQ3RlJqJPEwQeV
        SFzCTR3e9vYRryg6O91NuX1wXotocZKW8MiUQdJ0Q+QLgaFe5UY4iKkvHy/nHiQS88mGaiSIz4jqJKMnIqomC+aMLLB1Xh5Jxqao2l0igiEv6z5W
        txh8y6ycSxZ0mBf2YwTzS3T/zn6s+h+cYF27XNa1S/b16T36H+i2fNfO0T2kxMZPVYknGTFbkXgEiNZ/ic7tql17hnXtYmmPTe8BNQtEv86V9Ngc
        JbZvV/XYwDwulXnMAvUXy9pS6vEvGKNkY+oFAAA=
        """
}
