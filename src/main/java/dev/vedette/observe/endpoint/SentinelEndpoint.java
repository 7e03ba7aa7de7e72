package dev.vedette.observe.endpoint;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Pictures;
import dev.vedette.sentinel.view.MasterView;
import java.util.Optional;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** {@code /actuator/sentinel} and {@code /actuator/sentinel/{master}}. */
@Endpoint(id = "sentinel")
public final class SentinelEndpoint {

  private final Pictures pictures;

  SentinelEndpoint(Pictures pictures) {
    this.pictures = pictures;
  }

  /** This sentinel and its masters in short; 503 while the engine does not answer. */
  @ReadOperation
  public WebEndpointResponse<Object> sentinel() {
    return pictures
        .current()
        .map(picture -> new WebEndpointResponse<Object>(SentinelDescription.of(picture)))
        .orElseGet(Problems::engineUnavailable);
  }

  /** One master with its group; 404 with the known names when it is not watched. */
  @ReadOperation
  public WebEndpointResponse<Object> master(@Selector String master) {
    Optional<Picture> picture = pictures.current();
    return picture.isEmpty() ? Problems.engineUnavailable() : master(master, picture.get());
  }

  private static WebEndpointResponse<Object> master(String name, Picture picture) {
    MasterView master = picture.master(name);
    if (master != null) {
      return new WebEndpointResponse<>(MasterDescription.of(master, picture));
    }
    return Problems.unknownMaster(
        name, picture.view().masters().stream().map(MasterView::name).toList());
  }
}
