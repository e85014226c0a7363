namespace ModelDeploy.Core.Clients;

/// <summary>What shall become of a deployment's clients.</summary>
/// <param name="Clients">The list that comes after; null when there is no such client or key, or an error.</param>
/// <param name="Error">The rule that it would break, or null.</param>
internal sealed record ClientChange(EquatableList<EndpointClient>? Clients, FieldError? Error)
{
    /// <summary>This list, or nothing to be found.</summary>
    public static ClientChange To(EquatableList<EndpointClient>? clients) => new(clients, null);

    /// <summary>Nothing, for this reason.</summary>
    public static ClientChange Of(FieldError error) => new(null, error);
}
