/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The design of the wrappers on one page: a rule for every method of the wrapped JDBC interfaces. A line is a rule and the
 * methods it is for: a name means all overloads of it, a name with parameter types one of them, {@code get*} a family.
 * Of several matches the first decides, so families come last. {@link RuleMatcher} refuses a method without a rule, and
 * a line that says something about no method.
 */
final class RuleTable {
    private RuleTable() {}

    /** Each CONFIGURE line is one attribute: its methods replace each other's value. */
    private static final String STATEMENT = """
            OWN        close isClosed closeOnCompletion isCloseOnCompletion cancel addBatch clearBatch
            OWN        getConnection unwrap isWrapperFor executeBatch executeLargeBatch
            OWN        setQueryTimeout getQueryTimeout getMoreResults
            QUERY      executeQuery
            EXECUTE    execute executeUpdate executeLargeUpdate
            RESULT     getResultSet getGeneratedKeys
            CONFIGURE  setMaxRows setLargeMaxRows
            CONFIGURE  setMaxFieldSize
            CONFIGURE  setEscapeProcessing
            CONFIGURE  setCursorName
            CONFIGURE  setFetchDirection
            CONFIGURE  setFetchSize
            CONFIGURE  setPoolable
            OWN        getWarnings clearWarnings
            FORWARD    getUpdateCount getLargeUpdateCount
            FORWARD    getMaxFieldSize getMaxRows getLargeMaxRows getFetchDirection getFetchSize
            FORWARD    getResultSetConcurrency getResultSetHoldability getResultSetType isPoolable
            FORWARD    enquote* isSimpleIdentifier
            """;

    /** Asking for metadata prepares the statement on the server. */
    private static final String PREPARED_STATEMENT = """
            OWN        addBatch clearParameters
            DESCRIBE   getMetaData getParameterMetaData
            QUERY      executeQuery
            EXECUTE    execute executeUpdate executeLargeUpdate
            CONFIGURE  set*
            """;

    private static final String CALLABLE_STATEMENT = """
            CONFIGURE  registerOutParameter set*
            RESULT     getObject getBlob getClob getNClob
            FORWARD    wasNull get*
            """;

    /** OWN is what a session is made of: the wrapper knows it without a node, and restores it on the next one. */
    private static final String CONNECTION = """
            OWN        close isClosed abort isValid getMetaData unwrap isWrapperFor
            OWN        setAutoCommit getAutoCommit commit rollback()
            OWN        setReadOnly isReadOnly setTransactionIsolation getTransactionIsolation
            OWN        setCatalog setSchema setTypeMap setHoldability getHoldability setClientInfo
            OWN        setNetworkTimeout getNetworkTimeout getWarnings clearWarnings
            OWN        setSavepoint releaseSavepoint rollback(Savepoint)
            CREATE     createStatement prepareStatement prepareCall
            EXECUTE    getCatalog getSchema nativeSQL getTypeMap getClientInfo
            EXECUTE    createSQLXML createArrayOf createStruct
            QUERY      createBlob createClob createNClob
            FORWARD    beginRequest endRequest setShardingKey setShardingKeyIfValid
            """;

    /** Rows are read again from their beginning when a transaction is replayed: any other way through them ends that. */
    private static final String RESULT_SET = """
            OWN        next close isClosed getStatement unwrap isWrapperFor
            OWN        isBeforeFirst isFirst isLast isAfterLast getWarnings
            RESULT     getMetaData getObject getBlob getClob getNClob
            ONCE       previous first last absolute relative beforeFirst afterLast moveTo*
            ONCE       insertRow update* deleteRow refreshRow cancelRowUpdates
            FORWARD    clearWarnings findColumn wasNull setFetchDirection setFetchSize
            READ       get*
            FORWARD    rowInserted rowUpdated rowDeleted
            """;

    /**
     * The two driver versions declare no SQLException, so no hook may fail in them. What is OWN besides depends on the session; what is
     * INQUIRE on the node.
     */
    private static final String DATABASE_META_DATA = """
            OWN        getConnection getDriverMajorVersion getDriverMinorVersion unwrap isWrapperFor
            OWN        isReadOnly getUserName getIdentifierQuoteString getDefaultTransactionIsolation
            QUERY      getCatalogs getSchemas getTables getTableTypes getTablePrivileges getSuperTables
            QUERY      getColumns getColumnPrivileges getPseudoColumns getBestRowIdentifier getVersionColumns
            QUERY      getPrimaryKeys getImportedKeys getExportedKeys getCrossReference getIndexInfo
            QUERY      getProcedures getProcedureColumns getFunctions getFunctionColumns
            QUERY      getTypeInfo getUDTs getSuperTypes getAttributes getClientInfoProperties
            INQUIRE    getURL getDatabaseProductVersion getDatabaseMajorVersion getDatabaseMinorVersion
            CONSTANT   get* supports* stores* is* nulls* nullPlusNonNullIsNull uses* all* generatedKeyAlwaysReturned
            CONSTANT   autoCommitFailureClosesAllResultSets dataDefinition* doesMaxRowSizeIncludeBlobs
            CONSTANT   locatorsUpdateCopy own* others* insertsAreDetected updatesAreDetected deletesAreDetected
            """;

    /** The vendor asks the server about base tables and type names, here of all places. */
    private static final String DESCRIPTION = """
            OWN        unwrap isWrapperFor
            READ       get* is*
            """;

    /** A large object is read and written through the session of its transaction. */
    private static final String LARGE_OBJECT = """
            ONCE       get* set* length position truncate
            FORWARD    free
            """;

    private static final Map<Class<?>, String> TABLES = Map.of(
            Statement.class, STATEMENT,
            PreparedStatement.class, PREPARED_STATEMENT,
            CallableStatement.class, CALLABLE_STATEMENT,
            Connection.class, CONNECTION,
            ResultSet.class, RESULT_SET,
            DatabaseMetaData.class, DATABASE_META_DATA,
            ResultSetMetaData.class, DESCRIPTION,
            ParameterMetaData.class, DESCRIPTION,
            Blob.class, LARGE_OBJECT,
            Clob.class, LARGE_OBJECT);

    /** The table of one of the interfaces. */
    static List<RuleRow> rowsOf(Class<?> jdbc) {
        return RuleRow.parse(Objects.requireNonNull(TABLES.get(jdbc), () -> "no rule table for " + jdbc));
    }
}
