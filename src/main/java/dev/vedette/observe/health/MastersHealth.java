package dev.vedette.observe.health;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Pictures;
import dev.vedette.sentinel.view.MasterView;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/** One component for each master that is watched now. Never {@code DOWN}: see {@link Statuses}. */
final class MastersHealth implements CompositeHealthContributor {

  private final Pictures pictures;

  MastersHealth(Pictures pictures) {
    this.pictures = pictures;
  }

  @Override
  public @Nullable HealthContributor getContributor(String name) {
    Optional<Picture> picture = pictures.current();
    MasterView master = picture.map(present -> present.master(name)).orElse(null);
    return master == null ? null : indicator(master, picture.orElseThrow());
  }

  @Override
  public Stream<Entry> stream() {
    return pictures.current().stream()
        .flatMap(picture ->
            picture.view().masters().stream()
                .map(master -> new Entry(master.name(), indicator(master, picture))));
  }

  private static HealthIndicator indicator(MasterView master, Picture picture) {
    Health health = MasterHealth.of(master, picture);
    return () -> health;
  }
}
