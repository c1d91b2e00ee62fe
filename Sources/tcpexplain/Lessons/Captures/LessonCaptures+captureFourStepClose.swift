// Written by scripts/make-lessons from Fixtures/four-step-close.

extension LessonCaptures {
    static let captureFourStepClose = """
        H4sIAAAAAAACA5VXW0sUYRj+dt1k3VjN6kJCYroJEtI5HyR0sySphbzY7C48MObitqvulOtVZUhBQkJ/YKMLgyDoLJa55U10YdIJpLLDVdHJugm6
        0L73253VHbehd2CGnZnvefZ5v+d9H3ZfzNy45CU+snL4iIdezeGS3vS0n9TQz3Aus8MLC7z+UuLxk1K6MHsfKCPeLJZ+8gByehUyu4ZdPXlk7h7W
        r3AA8hFF7qcP9tvI3Hs/aSZkV/hLiIRK5+/DasBOPSGtm6O3JmFJ2vtnceIiXepbd8vn9Qf0ucwhRlBSEgDmOSezrYkxEwLM268AK6undepJxY7L
        Fyj7vfTGpXOVCyvMxuM754HdZn5NmZsoVVMxzXL4K9M849B8j7KPndpAGht+U4AnqxeYgZFk/GSEUowUYxwMf2OMJ4syVpHG1iN5xjZg3Ncc4eqS
        scRgrZWyuJZIpLVOqBWCgZZE0qrnkubACXOg1kx1HOuLmcHAnkQ8bnZZ0US8nuuKJZL0UZCVuSnjKHP1BsrpNyBq5LljA8eosCVaZqjhelYUFTQK
        woCxJeO6cd9ZmQ8dZS6xMivpxl0vKHMUGPvby9w0vmUanxXRuMw0ns1rvG1rDLYESA2dDzidjL7q9AIwnv5clLGKhAbK8oyLwGhvPifyPHfwANtt
        y4xbOyNDfWY9Z5kpq64v1hGNr7wJm/GjVk89J6o8/w93YtG4yXVYXOeQZXK5g+cS3QxDWXtMrv94tKuX6xxIDMa57kSqGEQRsBCBF9EQRcJCRF5G
        QxQFC5F4FQ1RNCxE5nU0RDGwEEVAu6+oaPdVAe2+qqLd1wS0+5qKdl8X0O7rqov7kBwyTQ6XdPvB0i3jSLflih3jKZpFTcZSPt0mIT2AcfTpercs
        esey6FNhFo2n7CyqnrWz6G4EWIuXZQjoDjVUbIfS4ODREA3boYIgimiIhu1Q+iUyGqJhO1SQRBUN0bD5JMiijoZoaPcVCe2+oqPdVyW0+6qOdl+T
        0O5rOtp9XUK7r+s59yE5btLkcMmiRZZF02uz6Go7zaK9StjOoodbIT2AccvhIFmkJHA6s8j7Mf0eGM9sK8yiq+12Fnnb8lk0Aaz/X5YhoTvU0LEd
        Sn9y8GiIge1QkY4bGmJgO5TGk4yGGNgOFSVZRUMMbD7RUnQ0xEC7ryju7kP/76b97zJRP9lEPVg7UdfKYaKEV/mJGoYZAMYOJ2Phf5cP7L/LbOFE
        XStnE1VJQsJ8wUQNA2OXu8ZfTONUEY0VTOPLQo1/Adeq00ArEAAA
        """
}
