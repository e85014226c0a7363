using System.Globalization;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.TestKit;

/// <summary>Somebody who reads in one language, until disposed.</summary>
public sealed class Reader : IDisposable
{
    private readonly (CultureInfo, CultureInfo) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    /// <summary>Makes what follows speak to them.</summary>
    /// <param name="language">A code of <see cref="Language.All"/>: <c>de</c>.</param>
    public Reader(string language) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Language.All.Single(one => one.Name == language);

    /// <inheritdoc />
    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
}
