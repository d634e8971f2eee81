/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A small lending library with each of five frameworks: its schema by Flyway or Liquibase, its books by jOOQ, Hibernate or
 * Spring JDBC. Nothing in it knows Baton but the URL. Create the schema first, then run one of the others on it.
 *
 * <p>The arguments of all programs: the URL, user, password. The URL needs {@code escapeSyntaxCallMode=callIfNoReturn}, with
 * which pgjdbc calls procedures and not functions alone.
 */
@NullMarked
package io.baton.examples.library;

import org.jspecify.annotations.NullMarked;
