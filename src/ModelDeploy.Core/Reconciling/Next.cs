namespace ModelDeploy.Core.Reconciling;

/// <summary>When to come back to a key after a pass.</summary>
public abstract record Next
{
    private Next() { }

    /// <summary>At once: the pass ended early on purpose, or something changed under it.</summary>
    public sealed record Again : Next;

    /// <summary>At this time, or earlier when something changes.</summary>
    public sealed record At(DateTimeOffset Time) : Next;

    /// <summary>When what the pass stirred up has settled; earlier only when somebody wants something else.</summary>
    public sealed record WhenSettled : Next;

    /// <summary>When something changes.</summary>
    public sealed record WhenSomethingChanges : Next;

    /// <summary>Never: it is gone.</summary>
    public sealed record Forget : Next;
}
