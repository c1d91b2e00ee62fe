// Written by scripts/make-lessons from Fixtures/reset-injected.

extension LessonCaptures {
    static let captureResetInjected = """
        H4sIAAAAAAACA63bXYhcdxnH8ZPNZq1Dp6jtRaEih7SIF7vJ//1lLHaNDQ150VD3LlbcJJPNmu3MZney3UIutASpiKEE8U6sguKFQRHvjLVFIRUs
        2DTVaBcRvBAVqSliQ8SX//9sZ5Mzu5nkSzdkl5Cd59lznmE+v3N257n88x99a6QYLW78GS22pM9ffWbriae+2Sz2pn/nj5H8pS3V55G7it1F8bCd
        nywmx676xnuLkfSx5dxKcXD5qPxMfsjzI9f/sfBceujoth+PjtzVMK9PfadqsHVrI3e++vJA55HV/qudiyJ3/vD3ctfcvTh4buX82EtvpO5PPP+B
        /z776Ns3Ot/z7e+fyN37nZu/bBa7UqtdGx2zsSerY/7YwDE/kbqvfOF9xSMLY6lgS3W8P8idc8dvpI6LqcXiRh3bdqHqePeGHe8vHvnP/rWOP8wd
        H9s9Ve6cm+20F3f0lnvlnqmpgzvlDtls7Oku9lrlYnthqb2wo708/eT8XLvZaFYn9eW3Bk7q5nGZB36dD6Hxx4FxraTDOJtOavLky6uHkL79Uj6M
        3PHav5rFX7cV1cdgx20rD7yaO27zt+ooXq137J9FqYQoP7Wv2fh0dRqtsjMz21lOX1Eqn+Kj0712qzzQ7YyXSpef7C6lxytXCtESqqVk+diBqWbj
        E91Or93pTUw9PZ8e3Gsv93bOz03Pdm58ZX+7M9M73srfTIhmY//0Ym/iQPfo7LHZ9tFWOXX81HgpZLl3unOjff671r7TPtKb7XZa5Yl2e35iem52
        KQ1699T0TKvc7qK1h6MQE6atxPZm4+NHjrTnexOPT3dm2out8vDTvfZiflbyM1hO96r/KN/5I8rusdWDSsd9vF2ePDV75ER5eKH7VKc81l3eqMYq
        XCOF4TXW4RolAq9xfAZa8hlox2dgJJ+BcXwGVvEZWM9n4BSfgfN8Bl7xGfjAZxA0n0EIfAZR8xnEgGeQXqaC10Q8AynNnc8gy3/v20MDcrGKs4cH
        4uzs+bGLZ5L8u+buXYuzn2T9c8fHrw3NkktVlrh6llw8U2XJ/cXkT0/Xs2TtvCJ+nqQy/HnSgj9PmrstDXdbGu62tNztFA98Bo67LR13W3rutvTc
        bRm42zJwt2XkbsvI3U6XPoHXcLeV5G4ryd1WirutFHdbae620txtZQyfgeEmKstNTJdxt59Blv/otaFZ0quy5KPrs+SV8ZQlu4/NrGXJhX6WHB+e
        Ja9VWWLrWfLKeP++5N+H6lmy7ry428pzt5XnbqvA3VaBu60id1tF7rYW3G0tuNvp9kHwGu62VtxtrbjbWnO3teZua8Pd1oa7rS13W1vudrol5DNw
        3G3tudvac7d14G7ryK9ldeQmGsFNNGKIiVn+zw/PklNVlrTWZ8mly0n+PZ+7sD5LnhyeJZerLDH1LLl0uX9fcv3vA1lyi/OS3G0judtGcbeN4m4b
        zd02mrttDHfbGO62sdxtY7nbxnG3jeNuG8/dNp67bQJ32wTutoncbRO521Zwt63gblvJ3baKu20Vd9tq7rbV/FrWGm6iNdxEazcwMcvfHZ4lS1WW
        xPVZcuV0ypJ9h96/PksWrg37DcwLb04Weqz3Yj1LrpyusuS+YvLQQ+t/A7M8PJ1er9JJb9gx3el897V6x9tOiieBdTwJrONJYD1PAut5EtjAk8AG
        ngQ28iSwkSeBEzwJnOBJ4CRPAid5EjjFk8ApngRO8yRwmieBMzwJnOVJ4CxPAud4EjjHk8B5ngTO8yRwgV8du8BNdJGb6OJNJmb5v5jkd4l6t1E6
        feSdNz9cGEyn/JCDo0Xx2fOrb844Mzw/flPlh6rnxx8e6t/d7LtUz487PBcvuNVecKu95FZ7ya32ilvtFbfaa26119xqb7jV3nCrveVWe8ut9o5b
        7R232ntutQ/cah+41T5yq33kVqfTCbyGWx0ktzpIbnVQ3Oqg+PVr0NzEoLmJwSQTs/xf2pT8eHZ4fvy2yg9Zz48//ap//3HxxXp+4HPhVqeXDn9u
        LLc6OG51cNzq4LnVwXOrQ+BWh8CtDpFbHSK3OnGIZxAltzpKbnVU3OqouNVRc6uj5lZHw62OhlsdLbc6RRyfgeNWR8etjp5fv0bPTYwBmli9m3hT
        8uMrw/PjSpUfop4ff+n17z/+t7eeH6tvsuPPTeRWx4itTnpgq1MNtloKia1ONdhqKZThM1CRz0AbPgMj+AyM5TOwgs/AWj4DJ/gMnOMz8JLPwDs+
        gyD5DILjM4iKzyBiq2V+MfAabLVMtz2B12AT07fRfAbqDk3M8p/dlPx4bnh+/K7Kj531/Hjzg/37jxd+NvCu4ZvORXOrpeZWS8OtloZbLS23Wlpu
        dbrF5jPw3GrpudXpZcBnELjVMnKrZeRWK8GtVoJbrSS3WklutVLcaqW41Yk2PgPNrVaGW60Mt1pZbrWy/PpVOW6ictxE5W9jYpb/3Kbkx9eG58fv
        q/zYUc+Pf/6if/9x9UP1/NjwXLjVKUb5cxO41Spyq7XgVmvBrdZ8QzHVcKs131BMNdxqzTcU8yUInwHfUEw13GrNNxRTDbda8w3FVMOt1nxDMdVw
        qzXfUMyXlXwGfEMx1XCrDd9QTDXcRCO5ieZW239Z/q9vSn68tP2eYfnxRpUfE/X8uD7Xv/94629r+fFM3oUcdi58K1EavpWYarjVhm8lphputeFb
        iXn5kc+AbyWmGm614VuJqYZbbfhWYqrhVhu+lZhquNWWbyXmhVY8A8u3ElMNt9ryrcRUw622fCsx1XCrLd9KTDX8+tXyrcS8pMxnMLjxl+W/nuR/
        9/nReHBofqxU+TFey4/3FPf17z8m/1zPjzs5F76JmGq41ZZvIqYabrXlm4j5x1p4Bo5vIqYabrXjm4iphlvt+CZiquFWO76JmGq41Y5vIuYfVfIZ
        8E3EVMOtdnwTMdVwqx3fREw13GrHNxGl45uIqYZfv3q+iZhquIm+v+WX5b/7wXebH/8HouOwHHVNAAA=
        """
}
