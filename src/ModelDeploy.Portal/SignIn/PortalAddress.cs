using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.SignIn;

/// <summary>The address under which people reach this portal.</summary>
public sealed class PortalAddress(ModelDeployOptions options, IServer server)
{
    private readonly AddressNote _note = new(options.DataDirectory);

    /// <summary>The public address, else the first one that the server listens on; without a slash at the end.</summary>
    /// <exception cref="InvalidOperationException">There is no public address, and the server does not listen yet.</exception>
    public string Current =>
        options.PublicUrl
        ?? (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound ? Reachable(bound) : null)
        ?? throw new InvalidOperationException("The server does not listen yet.");

    /// <summary>Writes the address down for other processes.</summary>
    public Task NoteAsync(CancellationToken stop) => _note.WriteAsync(Current, stop);

    /// <summary>Removes the note.</summary>
    public void Forget() => _note.Delete();

    /// <summary>A bound address as a browser on this machine can open it: wildcards become localhost.</summary>
    public static string Reachable(string bound)
    {
        var address = BindingAddress.Parse(bound);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}{address.PathBase}".TrimEnd('/');
    }
}
