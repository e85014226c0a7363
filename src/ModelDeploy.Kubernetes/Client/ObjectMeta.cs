namespace ModelDeploy.Kubernetes.Client;

/// <summary>What every object has, as far as the product reads it.</summary>
public sealed record ObjectMeta
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its uid: another one for the next object of the same name.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Its version; to be compared for equality only.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>Counts the changes of its spec.</summary>
    public long Generation { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When it was marked for deletion, or null.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>How many seconds before that it was marked, or null.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Its annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>What owns it.</summary>
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Who set which fields.</summary>
    public IReadOnlyList<ManagedFields>? ManagedFields { get; init; }
}
