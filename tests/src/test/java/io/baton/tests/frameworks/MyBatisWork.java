/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.SelectKey;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Mappers of MyBatis: keys that the database generates, keys that are selected before, dynamic SQL, batches and cursors. */
final class MyBatisWork implements Workload {

    private static final int ROUNDS = 60;

    /** What is kept. */
    static final class Note {
        private Long id;
        private String text;

        Note() {}

        Note(String text) {
            this.text = text;
        }

        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }
    }

    interface Notes {
        @Update("CREATE TABLE note(id bigserial PRIMARY KEY, text varchar(200), changed timestamp DEFAULT now())")
        void create();

        @Insert("INSERT INTO note(text) VALUES (#{text})")
        @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
        void insert(Note note);

        @Insert("INSERT INTO note(id, text) VALUES (#{id}, #{text})")
        @SelectKey(
                statement = "SELECT nextval('note_id_seq')",
                keyProperty = "id",
                before = true,
                resultType = Long.class)
        void insertWithKey(Note note);

        @Insert(
                "<script>INSERT INTO note(text) VALUES <foreach collection='texts' item='t' separator=','>(#{t})</foreach></script>")
        void insertAll(@Param("texts") List<String> texts);

        @Select("<script>SELECT id, text FROM note <where><if test='like != null'>text LIKE #{like}</if></where>"
                + " ORDER BY id LIMIT 5 FOR UPDATE</script>")
        List<Note> find(@Param("like") String like);

        @Update("UPDATE note SET text = #{text}, changed = now() WHERE id = #{id}")
        int update(Note note);

        @Delete("DELETE FROM note WHERE id = #{id}")
        int delete(long id);

        @Select("SELECT count(*) AS n, max(id) AS newest FROM note")
        Map<String, Object> figures();
    }

    @Override
    public void prepare(DataSource database) {
        try (SqlSession session = sessions(database).openSession(true)) {
            Notes notes = session.getMapper(Notes.class);
            notes.create();
            notes.insertAll(List.of("kept 1", "kept 2", "kept 3"));
        }
    }

    private static SqlSessionFactory sessions(DataSource database) {
        Configuration configuration =
                new Configuration(new Environment("test", new JdbcTransactionFactory(), database));
        configuration.addMapper(Notes.class);
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        SqlSessionFactory sessions = sessions(database);
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            steps.run(() -> keep(sessions, number));
            steps.run(() -> batch(sessions, number));
            steps.run(() -> look(sessions));
        }
    }

    private static Object keep(SqlSessionFactory sessions, int number) {
        try (SqlSession session = sessions.openSession()) {
            Notes notes = session.getMapper(Notes.class);
            Note note = new Note("note " + number);
            notes.insert(note);
            notes.insertWithKey(new Note("with key"));
            notes.insertAll(List.of("a", "b", "c"));
            note.setText("changed");
            notes.update(note);
            notes.delete(note.getId());
            List<Note> found = notes.find("kept%");
            session.commit();
            return found;
        }
    }

    private static Object batch(SqlSessionFactory sessions, int number) {
        try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
            Notes notes = session.getMapper(Notes.class);
            for (int i = 0; i < 10; i++) {
                notes.insert(new Note("batch " + number + " " + i));
            }
            session.commit();
            return notes;
        }
    }

    private static Object look(SqlSessionFactory sessions) {
        try (SqlSession session = sessions.openSession()) {
            return session.getMapper(Notes.class).figures();
        }
    }
}
