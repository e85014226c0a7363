using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Changes for tests, by Ada unless told otherwise.</summary>
public static class AChange
{
    /// <summary>When the tests' world begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The person who does things in tests.</summary>
    public static PersonRef Ada { get; } = new(new PersonKey(PersonKey.LocalIssuer, "ada"), "Ada");

    /// <summary>A change of this kind at <see cref="Start"/>.</summary>
    public static Change Of(ChangeAction action) => new(action, Ada, Start);

    /// <summary>The same at another time.</summary>
    public static Change WithTime(this Change change, DateTimeOffset at) => change with { At = at };

    /// <summary>The same by somebody else.</summary>
    public static Change WithPerson(this Change change, PersonRef person) => change with { By = person };

    /// <summary>The same with a reason.</summary>
    public static Change WithMessage(this Change change, string message) => change with { Message = message };
}
