namespace ModelDeploy.Kubernetes.Client;

/// <summary>What an object of a kind is found by.</summary>
/// <param name="Namespace">Its namespace; empty for what belongs to the whole cluster.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ObjectName(string Namespace, string Name)
{
    /// <inheritdoc />
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
