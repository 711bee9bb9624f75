package dev.pressroom.printers;

import dev.pressroom.printers.PrinterProfile.ClientTls;
import dev.pressroom.printers.PrinterProfile.OAuthClient;
import dev.pressroom.printers.PrinterProfile.Signing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a profile says that we prove who we are to an HTTP printer: headers, a bearer token, a signature, a certificate. */
record HttpAccess(Map<String, String> headers, @Nullable OAuthClient oauth, @Nullable Signing signing, @Nullable ClientTls tls) {

    static HttpAccess read(Section http, Secrets references) {
        OAuthClient oauth = oauth(http.optional("oauth"), references);
        Signing signing = signing(http.optional("signing"));
        ClientTls tls = tls(http, http.optional("tls"));
        String hint = "give the header that carries the key, for example X-API-Key: ${env:NAME}, or oauth, signing or tls";
        boolean otherwise = oauth != null || signing != null || (tls != null && tls.certificate() != null);
        Section auth = otherwise ? http.optional("auth") : http.required("auth", hint);
        Map<String, String> headers = new LinkedHashMap<>();
        if (auth != null) {
            auth.keys().forEach(header -> headers.put(header, auth.secret(header, "write ${env:NAME}")));
        }
        return new HttpAccess(headers, oauth, signing, tls);
    }

    private static @Nullable OAuthClient oauth(@Nullable Section oauth, Secrets references) {
        if (oauth == null) {
            return null;
        }
        String tokenUrl = oauth.filledIn("tokenUrl", "give the address that issues tokens", references);
        if (!tokenUrl.isEmpty() && !tokenUrl.matches("https?://[^/].*")) {
            oauth.problem("tokenUrl", "is '" + tokenUrl + "'", "give http:// or https:// and a host");
        }
        OAuthClient client = new OAuthClient(tokenUrl, oauth.secret("clientId", "write ${env:NAME}"),
                oauth.secret("clientSecret", "write ${env:NAME}"), oauth.optionalText("scope"));
        oauth.close();
        return client;
    }

    private static @Nullable Signing signing(@Nullable Section signing) {
        if (signing == null) {
            return null;
        }
        Signing read = new Signing(signing.oneOf("scheme", Signing.Scheme.class), signing.secret("token", "write ${env:NAME}"),
                signing.secret("secret", "write ${env:NAME}"));
        signing.close();
        return read;
    }

    private static @Nullable ClientTls tls(Section http, @Nullable Section tls) {
        if (tls == null) {
            return null;
        }
        ClientTls read = new ClientTls(tls.optionalSecret("certificate"), tls.optionalSecret("privateKey"), tls.optionalSecret("trust"));
        if ((read.certificate() == null) != (read.privateKey() == null)) {
            tls.problem("certificate", "and 'privateKey' belong together", "give both as ${file:PATH}, or none to show no certificate");
        }
        if (read.certificate() == null && read.trust() == null) {
            http.problem("tls", "says nothing", "give certificate and privateKey, or trust, or delete it");
        }
        tls.close();
        return read;
    }
}
