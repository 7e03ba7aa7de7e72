/** Tests of the monitoring kit: dashboards, rules and what is written about them. */
@NullMarked
package dev.vedette.monitoring;

import org.jspecify.annotations.NullMarked;
