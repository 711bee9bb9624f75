package dev.pressroom.app.api;

/** Requests as the documentation shows them; a test sends each. */
final class Examples {

    static final String ORDER = """
        {
          "orderId": "A-1001",
          "service": "STANDARD",
          "shipTo": {
            "name": "Ada Example", "line1": "Musterweg 1", "postalCode": "10115", "city": "Berlin", "country": "DE",
            "email": "ada@example.org"
          },
          "items": [
            {
              "itemId": "prints", "product": "PRINT-10X15", "quantity": 2,
              "photos": [
                {"name": "beach.jpg", "url": "https://photos.example.org/beach.jpg"},
                {"url": "https://photos.example.org/dog.jpg", "crop": {"x": 0.5, "y": 0.4, "zoom": 1.2}}
              ]
            }
          ]
        }
        """;

    static final String CANCEL = """
        {"commandId": "ticket-4711", "reason": "customer found a typo"}
        """;

    static final String REPRINT = """
        {"commandId": "ticket-4712", "job": 1, "why": "DAMAGED", "items": [{"itemId": "book-1", "quantity": 1}],
         "reason": "corner crushed", "evidence": "https://support.example.org/tickets/4712/photo-1.jpg"}
        """;

    private Examples() {}
}
