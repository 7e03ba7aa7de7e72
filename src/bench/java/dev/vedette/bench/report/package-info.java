/** What was measured: samples, the table with its targets, JSON and pictures. */
@NullMarked
package dev.vedette.bench.report;

import org.jspecify.annotations.NullMarked;
