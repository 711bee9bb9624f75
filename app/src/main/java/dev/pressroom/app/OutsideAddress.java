package dev.pressroom.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** An address that somebody outside named: it may be called only when it leads out of our network. */
public final class OutsideAddress {

    private OutsideAddress() {}

    /** Why the URL must not be called, in words that do not quote it; empty when it may. */
    public static Optional<String> refusal(URI uri) {
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                if (address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress() || address.isMulticastAddress() || (address.getAddress()[0] & 0xfe) == 0xfc) {
                    return Optional.of("its URL leads into a private network");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("its host is unknown");
        }
    }
}
