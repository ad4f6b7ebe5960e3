/// The golden space: the bytes of three given records on disk, which must never change.
enum Golden {
  static let manifest =
    #"""
    {"format":1,"origin":"example.org/espace","id":"000102030405060708090a0b0c0d0e0f","house":"m\#
    crn","createdAt":"2026-03-02T09:00:00.000Z"}

    """#

  static let log =
    #"""
    {"segment":{"format":1,"space":"000102030405060708090a0b0c0d0e0f","from":1,"root":"e3b0c4429\#
    8fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","edge":[]}}
    {"position":1,"until":1,"stream":"house","sequence":1,"type":"house.rules-set","schema":1,"a\#
    t":"2026-03-02T09:00:01.000Z","actor":"visitor","action":"01980000-0000-7000-8000-0000000000\#
    01","correlation":"01980000-0000-7000-9000-000000000001","data":{"version":1},"hash":"26369d\#
    03d9ed9f3ea7968f80e2b85c4b8f1415a1f9f715dd378c91c0ef464c65"}
    {"position":2,"until":3,"stream":"member/k3m9x7p2w4tz","sequence":1,"type":"email.recorded",\#
    "schema":1,"at":"2026-03-02T09:00:02.000Z","actor":"visitor","action":"01980000-0000-7000-80\#
    00-000000000002","correlation":"01980000-0000-7000-9000-000000000002","data":{"email":"c4n8r\#
    2v6b3hq"},"sealed":"b4108787b2d85b285bf4eaa2bbe28739f58d94ec36b26a66c3ecec09c6bbd8e9","hash"\#
    :"0ba62c9421c4c2007fcdfee53e525942687321b422a9ee641595af20378fdb5e"}
    {"position":3,"until":3,"stream":"member/k3m9x7p2w4tz","sequence":2,"previous":2,"type":"ema\#
    il.certified","schema":1,"at":"2026-03-02T09:00:02.000Z","actor":"visitor","action":"0198000\#
    0-0000-7000-8000-000000000002","correlation":"01980000-0000-7000-9000-000000000002","cause":\#
    2,"data":{"email":"c4n8r2v6b3hq"},"hash":"87d841fae9d97a8a2ca9d81c92afafa3307a9e345504b636d7\#
    7cfc1e649117da"}

    """#

  static let vault =
    #"""
    {"vault":{"format":1,"space":"000102030405060708090a0b0c0d0e0f","from":1}}
    {"position":2,"stream":"member/k3m9x7p2w4tz","salt":"71bb54d8d101b5b9c34d0bff90150280","priv\#
    ate":{"address":"a.b@example.org"}}

    """#

  /// The root of the Merkle tree over the three records.
  static let root = "532e5b08310e819e083571fccf77193d25b78359734f69339debef23258a22dc"
}
