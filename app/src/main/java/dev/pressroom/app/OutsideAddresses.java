package dev.pressroom.app;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves hosts that somebody outside names, and refuses those with an address in a private network (IANA special-purpose address registries,
 * RFC 6890). The connection is made to the very addresses that were looked at: a name that resolves otherwise a moment later gains nothing.
 */
public final class OutsideAddresses extends SystemDefaultDnsResolver {

    /** The host leads inside; its message names it. */
    public static final class Inside extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Inside(String host) {
            super(host + " leads into a private network");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return outside(host, super.resolve(host));
    }

    /** Looks at a host's addresses before a client that resolves by itself is given its URL. */
    public static void look(String host) throws UnknownHostException {
        outside(host, InetAddress.getAllByName(host));
    }

    private static InetAddress[] outside(String host, InetAddress... addresses) throws Inside {
        for (InetAddress address : addresses) {
            if (inside(address)) {
                throw new Inside(host);
            }
        }
        return addresses;
    }

    public static boolean inside(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean special = address instanceof Inet4Address
                ? first == 0 || first >= 240 || (first == 100 && (second & 0xc0) == 64) || (first == 198 && (second & 0xfe) == 18)
                        || (first == 192 && second == 0 && bytes[2] == 0)
                // Unique local; what begins with 0 (NAT64, IPv4-compatible), 6to4 and Teredo carry IPv4 addresses inside.
                : (first & 0xfe) == 0xfc || first == 0
                        || (first == 0x20 && (second == 0x02 || (second == 1 && bytes[2] == 0)));
        return special || address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress()
                || address.isAnyLocalAddress() || address.isMulticastAddress();
    }
}
