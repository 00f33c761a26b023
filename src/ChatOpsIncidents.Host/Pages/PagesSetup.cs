using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>What people and scripts read: pages, the read API, health.</summary>
public static class PagesSetup
{
    /// <summary>Registers the readers.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddSingleton<PdfPrinter>();
        services.AddSingleton<TimelineReader>();
        services.AddSingleton<IExportRenderer, SealedExports>();
        services.AddSingleton<IHomeRenderer, HomeReader>();
        services.AddSingleton<FreezeReader>();
    }

    /// <summary>Maps the addresses.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapReadApi();
        routes.MapIncidentPages();
    }
}
