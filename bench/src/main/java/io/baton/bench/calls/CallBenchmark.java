/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import io.baton.bench.stub.StubSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The {@link Operations} for each {@link Contender}, one thread on one connection. {@link CallRun} runs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills it
public class CallBenchmark {

    @Param
    public Contender contender;

    /** How many drivers' classes the wrappers have met: most applications have one, a worst case has three. */
    @Param({"1", "3"})
    public int vendors;

    private Source source;
    private Connection connection;
    private Connection transactional;
    private PreparedStatement one;
    private PreparedStatement many;

    @Setup
    public void open() throws SQLException {
        LogManager.getLogManager().reset(); // What pools and drivers tell is of no interest here.
        Crowd.pass(vendors);
        source = contender.open(0);
        connection = source.connect();
        transactional = source.connect();
        transactional.setAutoCommit(false);
        one = connection.prepareStatement(StubSql.ONE_ROW);
        many = connection.prepareStatement(StubSql.MANY_ROWS);
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
        transactional.close();
        source.close();
    }

    @Benchmark
    public int cycle() throws SQLException {
        return Operations.cycle(connection);
    }

    @Benchmark
    public ResultSet execute() throws SQLException {
        return Operations.execute(one);
    }

    @Benchmark
    public long rows() throws SQLException {
        return Operations.rows(many);
    }

    @Benchmark
    public int transaction() throws SQLException {
        return Operations.transaction(transactional);
    }

    @Benchmark
    public boolean borrow() throws SQLException {
        return Operations.borrow(source);
    }
}
