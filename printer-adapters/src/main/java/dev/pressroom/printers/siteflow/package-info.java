/**
 * HP Site Flow (formerly OneFlow): HTTP and JSON, requests signed by HMAC, orders validated after they were taken, templated postbacks. Sources: HP,
 * <em>Site Flow documentation</em>, https://hpsiteflow.com/docs/siteflow/ (api-authentication, order-structure, order-endpoints, postbacks);
 * <em>Site Flow Order Submission</em>, https://developers.hp.com/hp-indigo-integration-hub/doc/site-flow-order-submission; <em>printos-siteflow-api-samples</em>,
 * https://github.com/HPInc/printos-siteflow-api-samples.
 */
@NullMarked
package dev.pressroom.printers.siteflow;

import org.jspecify.annotations.NullMarked;
