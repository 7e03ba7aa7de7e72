/**
 * Database files of SQLite: how they are opened, checked, brought up to date and, when damaged, set
 * aside. What is in them is the business of those who use them.
 */
@NullMarked
package dev.vedette.sqlite;

import org.jspecify.annotations.NullMarked;
