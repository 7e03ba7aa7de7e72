package dev.vedette.resp.session;

import dev.vedette.resp.codec.ReadBuffer;

/**
 * What all clients of one loop share, so that none of them holds a buffer while it is silent.
 *
 * @param reading where requests are taken apart
 * @param replies where replies are encoded
 */
record LoopState(ReadBuffer reading, ReplyBuffer replies) {}
