using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core;

/// <summary>What came of a command. Every expected outcome is a value.</summary>
public abstract record CommandResult<T>
{
    private CommandResult() { }

    /// <summary>Done. <paramref name="Changed"/> is false when the values were already so and nothing was written.</summary>
    public sealed record Accepted(T Value, bool Changed = true) : CommandResult<T>;

    /// <summary>Fields break rules: all of them at once. Nothing was stored.</summary>
    public sealed record Invalid(EquatableList<FieldError> Errors) : CommandResult<T>;

    /// <summary>The person may see it but not do this. Nothing was stored.</summary>
    public sealed record Forbidden(string Why) : CommandResult<T>;

    /// <summary>There is no such thing, or the person may not know of it. Nothing was stored.</summary>
    public sealed record NotFound : CommandResult<T>;

    /// <summary>Somebody else was faster, or its state does not allow this now. Nothing was stored.</summary>
    public sealed record Conflict(string Why) : CommandResult<T>;

    /// <summary>The group's quota has no room. Nothing was stored.</summary>
    public sealed record OverQuota(Failure Failure, EquatableList<Shortage> Shortages) : CommandResult<T>;

    /// <summary>The store could not take it, or could not be asked. Nothing was stored, unless the text says that this is not known.</summary>
    public sealed record Unavailable(string Why) : CommandResult<T>;

    /// <summary>The same outcome, with something else made of what was accepted.</summary>
    public CommandResult<TOther> Select<TOther>(Func<T, TOther> make) => this switch
    {
        Accepted accepted => new CommandResult<TOther>.Accepted(make(accepted.Value), accepted.Changed),
        Invalid invalid => new CommandResult<TOther>.Invalid(invalid.Errors),
        Forbidden forbidden => new CommandResult<TOther>.Forbidden(forbidden.Why),
        NotFound => new CommandResult<TOther>.NotFound(),
        Conflict conflict => new CommandResult<TOther>.Conflict(conflict.Why),
        OverQuota over => new CommandResult<TOther>.OverQuota(over.Failure, over.Shortages),
        Unavailable unavailable => new CommandResult<TOther>.Unavailable(unavailable.Why),
        _ => throw new InvalidOperationException($"{GetType()} is no outcome."),
    };
}

/// <summary>A rule that a field breaks.</summary>
/// <param name="Field">The field's path as in the manifest: <c>displayName</c>, <c>env[2].name</c>.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record FieldError(string Field, string Message)
{
    /// <summary>Field and message.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
