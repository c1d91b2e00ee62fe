// Written by scripts/make-lessons from Fixtures/four-waves.

extension LessonCaptures {
    static let captureFourWaves = """
        H4sIAAAAAAACA5XTQWjTUBgA4Je01hgsOA86cdbnwVU7bNPRIRShcTI2qmKRetgOQutebVmbdO1Ts4udQ8GDqNMdPM6bRzcGiuwgbAe9i6DnCYOB
        ijs5h/r/L81qQyj4oCFp/v/j/9/782Fl8blM/KS1/ESCayKkTHyr7SURuMffH7FkDJCVAJEUEoBA+1ndQ2Q7F+4kzDxUb2XaMeIq7WQ2nzG+ZWBm
        D2Sm4Y+0k9l8r5AhQs7wxzrRA4sHMRpzl9Mk8/71xV4MmZe3vl9mEOrfteSXFXXuyO1fAvD5VJT73LJTk5AJQbn3Baqin8xyen0rehL08Pz+3/ev
        fG7Jb56Fj6PuyKdBHgRq0KvmBJ8VNYdcNYdBj0zvI6mZTUiQ7HpRRvEeiBwI7iUW+BMUFzY8xW6S+uFrF4eHsjRWMsaZFS3ySpmOZLOZWDwaD6oj
        Zp0naZ3VbrJalFm5SrXMgmpQdPXA3dW/+5XIh7CG1VnXfkWgjlHoSp95a9fg7BWKSyBuA7HtJX7NH0Vx5aOn2E301c120emC9msavXQ+qJ4zDc4M
        fio7VWVJypnFY9VyrmS03lxgxnVeTNJ4v4ZdlksGozlO81Oc0ebSqFnA9wAUGZ28Ubo2QfM185ZBC6bllTHwvxlxDffiVeeZeSpmpsd1wqOwH2ti
        Zna3n/AAfnOfSCdxToiHPcUukrpzwBEbG464cFfqNAFUTMAj13mtgTqGE9D46ZzXibOoonhVlzuJx4T40FPsAvHdjjjpiJZbbOu6+VW/dHU9BuoX
        3MdGxel6ehjVv6jznz8OBQAA
        """
}
