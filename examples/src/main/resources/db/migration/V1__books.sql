CREATE SEQUENCE author_seq INCREMENT BY 50;
CREATE TABLE author (
  id bigint PRIMARY KEY DEFAULT nextval('author_seq'),
  name text NOT NULL UNIQUE
);

CREATE SEQUENCE book_seq INCREMENT BY 50;
CREATE TABLE book (
  id bigint PRIMARY KEY DEFAULT nextval('book_seq'),
  author_id bigint NOT NULL REFERENCES author,
  title text NOT NULL,
  pages int NOT NULL,
  reader text
);
CREATE INDEX book_title ON book (title);
