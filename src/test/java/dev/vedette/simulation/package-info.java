/**
 * Whole groups of sentinels and Redis nodes in virtual time. A seed decides the {@link
 * dev.vedette.simulation.World world} and the {@link dev.vedette.simulation.Plan plan} of all that
 * goes wrong in it; {@link dev.vedette.simulation.Invariant invariants} watch what must never
 * happen, and everything has to come to rest once the faults are over.
 *
 * <p>A failure prints its seed, the few faults it needs (the others are left out as long as it
 * still fails), the end of the story, and the command that repeats it:
 *
 * <pre>
 * ./mvnw test -Dtest=SimulationTest -Dseed=41 -Dfaults=11652:WATCH_ANEW:394088,…
 * </pre>
 *
 * which writes the whole story to {@code target/simulation-41.txt}. Without {@code -Dfaults} all
 * faults of the seed happen. A campaign over other seeds than those of every build:
 *
 * <pre>
 * ./mvnw test -Dtest=SimulationTest -Dseeds=10000 -DfirstSeed=501 -Dthreads=2
 * </pre>
 *
 * <p>When the fault is mended, its seed goes with the faults and a word why into {@code
 * src/test/resources/simulation/failed-once.txt}, which every build runs. What is drawn for one
 * thing does not depend on what is drawn for another ({@link dev.vedette.simulation.Draw}), so that
 * a new thing in the world leaves old seeds as they are, as far as that goes.
 */
@NullMarked
package dev.vedette.simulation;

import org.jspecify.annotations.NullMarked;
