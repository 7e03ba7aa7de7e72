# Habits. The two commands of the README stay the truth.
.PHONY: run test package bench conformance nights browser format clean

run:
	./mvnw spring-boot:test-run

test:
	./mvnw verify

package:
	./mvnw package -DskipTests

bench:
	src/bench/run

conformance: package
	src/conformance/run

nights:
	src/nights/run

browser: package
	src/browser/run

format:
	./mvnw -q spotless:apply

clean:
	./mvnw -q clean
