/// How random scenarios are made up: how long, with how many members, how often things go wrong.
public struct ScenarioPlan: Sendable, Equatable {
  /// The preset of the house.
  public var house: String
  /// The most members.
  public var members = 3
  /// How many members other scenarios of the same house have had before: theirs are their numbers.
  public var earlierMembers = 0
  /// How many steps.
  public var steps = 0...50
  /// The steps of one member before the next is enrolled, about.
  public var stepsPerMember = 20
  /// Whether members are enrolled at a steady pace, so that at the end there are just as many.
  public var isSteady = false
  /// How many actions in a hundred are done wrongly, which is legal: they are refused.
  public var wrongTurns = 12
  /// How often actions are tried that make no sense where a member stands: their weight beside the
  /// 20 of a thing that is usual but not urgent.
  public var curiosity = 2
  /// How many pauses in a hundred are longer than a few minutes: hours, days, months, the very
  /// millisecond of a deadline, the nights when clocks are changed.
  public var leaps = 25
  /// How many texts in a hundred are made to be misread: look-alikes, controls, NUL (edge 43).
  public var oddTexts = 3
  /// How rarely staff block, close or revoke: the weight of that beside the 20 of a thing that is
  /// usual but not urgent.
  public var upheavals = 8
  /// How many turns in a thousand are the house's, and as many a stranger's.
  public var houseTurns: UInt64 = 15
  /// How many actions in a hundred are sent twice with the same id.
  public var doubleClicks = 2
  /// Whether the machine's clock may step back (edge 16).
  public var stepsBack = true

  /// Makes a plan with realistic proportions.
  public init(house: String) { self.house = house }

  /// Whether everything is tried everywhere, so that proportions are not realistic.
  public var isExploring: Bool { curiosity > 2 }

  /// A plan that tries everything everywhere: on who is locked, blocked, closed or erased as well.
  ///
  /// - Parameter house: The preset of the house.
  public static func exploring(_ house: String) -> ScenarioPlan {
    var plan = ScenarioPlan(house: house)
    plan.members = 2
    plan.steps = 0...80
    plan.stepsPerMember = 40
    plan.wrongTurns = 30
    plan.curiosity = 12
    plan.upheavals = 12
    plan.leaps = 12
    plan.oddTexts = 0
    plan.houseTurns = 30
    return plan
  }

  /// A plan for members in numbers: each with a full life, in a time that stays short.
  ///
  /// - Parameters:
  ///   - house: The preset of the house.
  ///   - members: How many members.
  public static func population(of house: String, members: Int) -> ScenarioPlan {
    var plan = ScenarioPlan(house: house)
    plan.members = members
    plan.steps = members * plan.stepsPerMember...members * plan.stepsPerMember
    plan.leaps = 0
    plan.houseTurns = 2
    plan.isSteady = true
    plan.wrongTurns = 5
    plan.upheavals = 1
    plan.oddTexts = 0
    plan.stepsBack = false
    return plan
  }
}
