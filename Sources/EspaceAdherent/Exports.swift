@_exported public import Membership
@_exported public import Notation
@_exported public import Projections
