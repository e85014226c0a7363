namespace ModelDeploy.Core;

/// <summary>What came of a write to a store. Expected outcomes are values; exceptions are for transport: <see cref="StoreUnavailableException"/>.</summary>
public abstract record StoreResult<T>
{
    private StoreResult() { }

    /// <summary>Written; <paramref name="Value"/> is what is stored now, with its new version.</summary>
    public sealed record Stored(T Value) : StoreResult<T>;

    /// <summary>Somebody else wrote since the expected version was read. Nothing was changed.</summary>
    public sealed record Conflict : StoreResult<T>;

    /// <summary>There is nothing under this key. Nothing was changed.</summary>
    public sealed record Missing : StoreResult<T>;

    /// <summary>The key to create is taken. Nothing was changed.</summary>
    public sealed record Taken : StoreResult<T>;
}
