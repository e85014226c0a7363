namespace ModelDeploy.Core.Clients;

/// <summary>A program, or whoever else calls a private endpoint, by a name and the keys that it may show.</summary>
/// <param name="Name">Names it to people and to the model; unique in its deployment.</param>
/// <param name="Keys">Its keys, the newest first; those that have expired among them. Empty when it has none that this product made.</param>
public sealed record EndpointClient(string Name, EquatableList<ClientKey> Keys);
