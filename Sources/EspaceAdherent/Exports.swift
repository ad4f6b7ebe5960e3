@_exported public import Digests
@_exported public import EventLog
@_exported public import Membership
@_exported public import Notation
@_exported public import Projections
