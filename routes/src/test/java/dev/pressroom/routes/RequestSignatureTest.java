package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.printers.PrinterProfile.Signing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RequestSignatureTest {

    @Test
    void signsMethodPathAndTimeForSiteFlow() {
        RequestSignature signature = new RequestSignature(new Signing(Signing.Scheme.SITE_FLOW, "${env:TOKEN}", "${env:SECRET}"),
                reference -> reference.equals("${env:SECRET}") ? "test-secret" : "me",
                Clock.fixed(Instant.parse("2022-03-10T17:16:18Z"), ZoneOffset.UTC));

        assertThat(signature.headers("POST", "/api/order")).containsEntry("x-oneflow-date", "2022-03-10T17:16:18Z")
                .containsEntry("x-oneflow-algorithm", "SHA256").containsEntry("x-oneflow-authorization",
                        "me:dab7e4fedc1c9dbfacfa65ec2ef2da82491d240316d3370c8cdf829fa0c5c956");
        assertThat(signature.headers("POST", "/api/order?page=2")).isEqualTo(signature.headers("POST", "/api/order"));
        assertThat(signature.headers("GET", "/api/order/a%20b")).isEqualTo(signature.headers("GET", "/api/order/a%20b?x=1"))
                .isNotEqualTo(signature.headers("GET", "/api/order/ab"));
    }
}
