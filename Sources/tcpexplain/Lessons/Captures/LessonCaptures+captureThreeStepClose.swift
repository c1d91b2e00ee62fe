// Written by scripts/make-lessons from Fixtures/three-step-close.

extension LessonCaptures {
    static let captureThreeStepClose = """
        H4sIAAAAAAACA5WXz0sUYRjH311nlnVhoTyEpNQLQYdAnd8/xHLbEsWiDBYykmCMMVfX2XV3rJUuEUGdpGO3jA528ZIeJBKVopPHIIP+gTqEFRGY
        WM/7ruu647b0DMwws/N+P/M88332eZj3b14+CxOBVDaBhOA4cr9hPHJUJKfgnO1/+BZmC8LRCAlFSQQWlq5jjSRc0sJZiCmlfcrSGn4M7Sl3r9n6
        CoMpdVD2ww/9ZeXu/SjpIaRrZixBEpEnp9lqpl1rJQMPG6MmWzIb3trc+QhLBXFRCEdj1648Ps4BDQ0xRu4NkssxcTIhjHzyBaPyfAbWWucWFwSg
        W7NNO4+enqmQRef3B0YvkweBnARUslbM2sw4j/l8IGYL6OK9Q6R7/SoIQqV4GZkRm1tEUgBEoRbRnclwYlNNYjPpHpzdI1JG7O1J0Q5/NO+67X7R
        p32p1ECH3C7HY33Zgt9JC27+tptvd4vORC7jxmNxnlRbSyCp/a9LczZZCG9XAq9LhDDSkFRi/UQpBHj8BguDEfuB+EUkfA8SxU/ON0ZcOfIvonC3
        mljOgiqSRC9fiMfOZT3f9fy21HTO7aS+W/Q7chkn7VXuXHS9W/5oJ1UMSWJpZtKeSx2fDk/7Lt3dJJod4QsAMerSyan0zXE6nM/e8ehItlhLostY
        iSwpaImuYiWKpKEluo6VqJKBlugmVqJJFlqi21iJLqPd1w20+4aMdt8w0O6bMtp900C7b8lo9y0D7b4to923Daz78KeU0BIT674sKwpaYmLdh4do
        aImJdV9Wlf9wn3X+6y11B+QEH2fJwDhLzy0uzUPnT76brhpnG4w4BEQR5ohYY5YIv5zvfJZsVc+SpXk+S5pJ4uer6lkSSMvEVqisKRZaYqIrVFfR
        Fapb6Ao1VHSFGha6Qk0VXaGmha5QSzXQEgvtvq2i3bctrPswziW0xMa6r0ApoyU21n1oTxpaYmPdV1TNQEtsrPuQioWW2Gj3db2++6wp3qjfZj3e
        Zs8ebLPLOWizPWsLB9vsseeResQsJyZqEg8D8dIe8UGZOBEkVn9W/OCfFa+rG/dyDqhjQEysfi037u0uRmXEqfox5niM3YEYx4A6ybJe/bw/xu2u
        v1b3qL8QDwAA
        """
}
