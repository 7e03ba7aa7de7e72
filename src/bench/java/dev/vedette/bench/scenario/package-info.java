/** What is measured, one class for each part of the table. */
@NullMarked
package dev.vedette.bench.scenario;

import org.jspecify.annotations.NullMarked;
