@_exported public import EventStreamTesting
@_exported public import TestSupport
