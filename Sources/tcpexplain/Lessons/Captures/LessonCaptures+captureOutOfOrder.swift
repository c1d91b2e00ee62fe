// Written by scripts/make-lessons from Fixtures/out-of-order.

extension LessonCaptures {
    static let captureOutOfOrder = """
        H4sIAAAAAAACA5WcX4xcVRnAZ7etoUtWiw+2TzqWhBBku/f8P2fRdlva0KX0H13AVpFuy2y7ts5uu9PaCsmiESVRQwRegIRCDEIVsBCiUYMh8mbw
        RXg0vvgCJBJJ4wOGqN+5dbbcndlLf5vuZrsz37f3fnPn9zvn7Pnu22+88sxgY2Xj8sfKxoB8ffB7K479bcPqxq3yff4czA8NlF8Hr2psazS+vHZq
        vDH+qc/cMrS6MSifA4881tgz/c6ef+SnPD34739O/FeeunLVqysHrxoaXXfqujLBihVDOfPvF5ZkHryU/1LmRiNnvu75nDVnb+x55LFzCyMHJfv7
        T3/2Pw89et/lzJNHf/pIzt7N/J5k3iKptvQ7Zrv2UHnMu5Yc8/uSfeqBNY1Nry9IwEB5vDflzDnjjQ+sbjwqKR7tl/HBtYdzxk9/1DfjusamNUsy
        3rJtsjl6fKbdmt/QOdNpbp+c3DOqNqjhoe2z852xpio2pA1F/v8d862TI5uPtNry08OnTh4fDRtizA9sPny4NSc/vGH0huGh4fKkv/jWkpP+eDnt
        xTvyIZoDS8o5Nf3O3k1y0uOvr7t0iHJ4z+XDzBl3S8b3VjXKz6UZV/314p0548jLy2V84AvVjN2zbOqiaO7eMTy0r3XydOvkWLN9ZKZ9Rh7ROp/Z
        1qlOa6y5c7Z9Y1Ob5q7Z0/J87ZtFMVboMWWat+ycHB66ebbdkaKMTJ6dkyd3Wmc6o3PHp2balx+5rdU+0jk6ln9ZUQwP3TY13xnZOXvvzPRM696x
        5uTRUzc2C9W8dap9OX3+t5i+3TrcmZltjzWPtVpzI1PHZ063hoe2TU4dGWuu98m5Q6koRmxLF+u7L8bI7VPtI635seahs53WfH5V8ivcnOqUP2j+
        /6Nozk5fOig57qOt5olTM4ePNQ+dnP12uzk9e6ZfjNM4RhWWxziPY3QReYznNTCK18B4XgOreA2s5zVwmtfABV4Dr3kNfOA1CJrXIEReg2h4DWLk
        NUiG1yBFXAN5mxY8JuEaKGWvvAaZ/MffqhXovaVAb6vqbu+mcwtmtZB/y+/2L+puT6Z/znim3iV3lS65UHWJWV26ZF1j/Oo/V12yeF4Jv05KW/46
        mYK/ToZzW1nObWU5t5Xj3BY98Bp4zm3lObdV4NxWgXNbRc5tFTm3VeLcVolzW4Y+kcdwbmvFua0V57bWnNtac25rw7mtDee2tpbXwHImaseZKMO4
        T65BJv/99S5plS7Z0euS+LK4ZNurL/W65Pv1LtlfuuSlqks27u+6ZGJj1SXLnJ9VnJEyfMTXhdWckVZzRlrDGWkNZ6S1nJHWckZaxxlpHWek9ZyR
        MiXgNQickTZwRtrIGWkjZ6RNnJE2cUa6gjPSFZyRTnFGOs3HjU7zcaMzfNzoDB83OsuZ6CxnonN9mJjJ/5CQf5egflc/l4yvnS5dsrGfSy6saWx/
        bazqkoGBVUPZDOcWtg7k7E/We+VA6ZUXq17ZOtBd7/rXtVWvfOI5coY7zxnuPGe4C5zhLnCGu8gZ7iJnuEuc4S5xhvuCM9wXnOFecYZ7xRnuNWe4
        15zh3nCGe8MZ7i1nuHec4d5xhnvPGe49Z7gPnOE+cIb7yMe1PnIm+sSZ6NPHmJjJ/1S9V46UXvnKMl7Z8ZuHl/PKxPmc/dl6r3y19Mqvql6JL3e9
        MvHCkvnK0nkYv9Z04NeaDvxa05Ffazrya00nfq3pxK81U/BrzRTcv0Zx/xrF/Ws096/R3L/GcP8aw/1rLPevsdy/xnH/Gsf9azz3r/HcvyZw/5rA
        /Wsi969J3L8mcSbagjPRFjVMzOR/vn7t62jple29Xpk4L+Tf9bMXe9e+fl3vkq+VLnmh6pKJ8921ryfWV11yhecZCs6jUHAeBcV5FBTnUdCcR0Fz
        HgXDeRQM51GwnEfBch4Fx3kUHOdR8JxHwXMehcB5FCLnUYicRyFxHoXEx2hyOpHH8DFaVHyMFhUfo0XNx2hR8zFaNJyJ0XAmRitMzOT/bb1LZvpt
        xMsu2b1XXLLnqRW9Lnm93iV3ly75RdUlkx92XbLzyapLLm2BwDVJiTMyJcxIVRSYkRKDGakKhRkpMZiRqtCW10AnXgNjeQ1swWtgHa+BK3gNnOM1
        8AWvgfe8BkHxGgTPaxAVr0H0vAZJ8xokzEiV3ww8Bo8blSgs8hjMRPk1htdAXyETM/nfqF/v+mbpkrF+LrmwprHv7O5+612TH55bOPBMzv6neq98
        o/TK+apXDjzTXe8aXrNkr9fHztFwhivDGa4sZ7iynOHKcYYrxxkuwyheg8AZrgJnuLw9eA0iZ7hKnOEqcYbrgjNcF5zhWnGGy9AY10BrznCtOcMF
        ebwGhjNcW85wbTnDteMM146Pa7XnTJTpDq9B+AQmZvK/We+VY6VX0nJemX9uOa8cnMjZP/92rVe+Xnrll1Wv7N7b9crnrql6Bc/D+DqTTPv5vNLx
        OVT0fA4lwzk+tw58nSkGvs4UI19nipGvM8XE15li4utMqeDrTEnxdaak+DqTDNEtj+HrTMnwdaZk+DpTsnydKVm+zpQcX2dKjq8zJc/XmZLn60wy
        7eI1CJyJKUImZvKvf7t27et46ZWtvV45OCHkv/0nq3vXvr5U75J7SpcsaT49ONFd+9o0W3VJX1/y+YBM4bj/I58P6MTnA6bg8wFT8PmA4b2LEsPn
        A4b3LkoMnw8Y3ruYp7m8Brx3UWL4fMDw3kWJ4fMBw3sXJYbPBwzvXZQYPh8wvHcxL13wGvDeRYnh8wHLexclhjPRKs5Eu1xfYCb/aL1LvlW65OZe
        l7Q+EJdM/vCeXpdcff1QnUsOli55ruqS1gfdecnm6xdd8lrOWndevHdRWd67KDGc25b3LkoM57blvYu5RZLXgPcuSgzntuW9ixLDuW1576LEcG5b
        3rsoMZzbjvcu5rZXXAPHexclhnPb8d5FieHcdrx3UWI4tx3vXZQYPpZ1vHcxtzLzGizdZ1vOIoT8NS5ply7Z0uuSY49nl3z3R4sumc70L++5Uu+S
        8nY7Iz+vuuTY4915ycPXVl1yJefF9wJLDOe243uBJYZz2/G9wPlPKrgGnu8FlhjObc/3AksM57bne4ElhnPb873AEsO57fle4PxnMl4DvhdYYji3
        Pd8LLDGc257vBZYYzm3P9wIrz/cCSwwfywa+F1hiOBNDt8c8k39fvUtmS5ds7nXJic3ZJff9vdcld9a7pLwN2sizVZec2Nydl/z4rqpL0Hlxbgfe
        By8xnNuB98FLDOd24H3wEsO5HXgfvMRwbgfeB59vscJrwPvgJYZzO/A+eInh3A68D15iOLcj74OXGM7tyPvg821zCh7DuR15H7zEcG5H3gcvMZyJ
        0XEmxkz+/fUumStdMt7rktPvZpecvqnXJQck45vikTf7ueQPF8sbYI78seqS0+925yV3Hqy6hPe+q8h73yWGczvy3neJ4dyOvPddYji3I+99lxjO
        7cR73/OWLFyDxHvfJYZzO/Hed4nh3E68911iOLcT731Xife+SwznduK97xLDuZ1473u+rRqvAe99lxjOxMR73yWmwsTM9rvrbXGitMWmXlvcPy+2
        2Df3Sq8tPqrPeHK5+7RIxmsak3MXejNuPDtUd3fj8o6UZkfVP/fPS9ZxyTg+99Kif/6Ss+aMC2drj3G+b8//uGTtZEfO/WDxGL+Ts/4PYSH23UNb
        AAA=
        """
}
