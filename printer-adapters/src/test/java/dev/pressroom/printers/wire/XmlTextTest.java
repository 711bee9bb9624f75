package dev.pressroom.printers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTextTest {

    @Test
    void closesAnEmptyElementThatEndsAFragment() {
        XmlText xml = XmlText.fragment().element("OrderID", "1").element("Dealer", null);

        assertThat(xml.toString()).isEqualTo("<OrderID>1</OrderID><Dealer/>");
    }
}
