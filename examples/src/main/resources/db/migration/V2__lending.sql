CREATE PROCEDURE lend(wanted text, to_reader text, INOUT lent int)
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE book SET reader = to_reader WHERE title = wanted AND reader IS NULL;
  GET DIAGNOSTICS lent = ROW_COUNT;
END $$;

CREATE FUNCTION pages_of(author_name text) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(pages), 0) FROM book JOIN author ON author.id = author_id WHERE name = author_name
$$;
