using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>What people and scripts read: pages, the read API, health.</summary>
public static class PagesSetup
{
    /// <summary>Registers the readers.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddSingleton<ApiTokens>();
        services.TryAddSingleton<PdfPrinter>();
        services.AddSingleton<TimelineReader>();
        services.AddSingleton<IExportRenderer, SealedExports>();
        services.AddSingleton<IHomeRenderer, HomeReader>();
        services.AddSingleton<FreezeReader>();
        services.AddSingleton<ReviewWriters>();
        services.AddSingleton<ExportLinks>().AddSingleton<IExportLinks>(p => p.GetRequiredService<ExportLinks>());
    }

    /// <summary>Lets in whoever may look, before anything of the pages is served.</summary>
    public static void UsePages(this WebApplication app)
    {
        var listeners = app.Services.GetRequiredService<Listeners>();
        var access = app.Services.GetRequiredService<WebAccess>();
        app.UseStaticFiles();
        if (access.IsSignInOn)
            app.UseAuthentication();
        app.Use((http, next) => listeners.IsForPages(http) ? access.Enter(http, () => next(http)) : next(http));
        app.UseAntiforgery();
    }

    /// <summary>Maps the addresses.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapReadApi();
        routes.MapIncidentPages();
        routes.MapSignIn();
        ExportLinks.Map(routes);
    }
}
