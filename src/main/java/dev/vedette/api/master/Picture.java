package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.view.MasterView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to turn a view, which has ages and raw addresses, into something to send.
 *
 * @param announceHostnames whether names are told to clients
 * @param upSince who knows since when masters are up
 * @param now the moment of the view
 */
record Picture(boolean announceHostnames, UpSince upSince, Instant now) {

  AddressResource address(Address address) {
    return AddressResource.of(address, announceHostnames);
  }

  StatusResource status(MasterView master) {
    return StatusResource.of(master, upSince, now);
  }

  @Nullable Instant ago(@Nullable Long millis) {
    return StatusResource.agoOrNull(now, millis);
  }

  static boolean failingOver(MasterView master) {
    return master.failoverState() != FailoverState.NONE;
  }
}
