from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from .accounts import account_views as account
from .accounts import people_views as people
from .accounts import views as accounts
from .bulk import views as bulk
from .catalog import views as products
from .exchange import views as exchange
from .http import described, health
from .saved_views import views as saved_views
from .stock import views as stock

router = SimpleRouter()
router.register("products", products.ProductViewSet, basename="product")
router.register("categories", products.CategoryViewSet, basename="category")
router.register("views", saved_views.SavedViewViewSet, basename="view")
router.register("movements", stock.MovementViewSet, basename="movement")
router.register("people", people.PeopleViewSet, basename="person")
router.register("invitations", people.InvitationViewSet, basename="invitation")
router.register("alerts", stock.AlertViewSet, basename="alert")
router.register("imports", exchange.ImportViewSet, basename="import")

urlpatterns = [
    path("token/", accounts.SignInView.as_view(), name="token"),
    path("token/refresh/", accounts.RefreshView.as_view(), name="token-refresh"),
    path("token/blacklist/", accounts.SignOutView.as_view(), name="token-blacklist"),
    path("user/", accounts.CurrentUserView.as_view(), name="user"),
    path("user/register/", accounts.RegisterView.as_view(), name="register"),
    path("account/", account.AccountView.as_view(), name="account"),
    path("account/password/", account.PasswordView.as_view(), name="password"),
    path("account/password/reset/", account.PasswordForgottenView.as_view(), name="password-forgotten"),
    path("account/password/reset/read/", account.PasswordLinkView.as_view(), name="password-link"),
    path("account/password/reset/confirm/", account.PasswordResetView.as_view(), name="password-reset"),
    path("account/email/", account.EmailView.as_view(), name="email"),
    path("account/email/confirm/", account.EmailConfirmView.as_view(), name="email-confirm"),
    path("account/sessions/", account.SignInListView.as_view(), name="sign-ins"),
    path("account/sessions/<str:id>/", account.SignInView.as_view(), name="sign-in"),
    path("invitations/read/", people.InvitationReadView.as_view(), name="invitation-read"),
    path("health/", health.LivenessView.as_view(), name="health"),
    path("health/ready/", health.ReadinessView.as_view(), name="ready"),
    path("metrics/", health.MetricsView.as_view(), name="metrics"),
    path("config/", accounts.ConfigView.as_view(), name="config"),
    path("products/bulk/", bulk.BulkView.as_view(), name="bulk"),
    path("products/export/", exchange.ExportView.as_view(), name="export"),
    path("imports/template/", exchange.TemplateView.as_view(), name="import-template"),
    path("reorder/", stock.ReorderView.as_view(), name="reorder"),
    path("dashboard/", stock.DashboardView.as_view(), name="dashboard"),
    path("schema/", described.SchemaView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("", include(router.urls)),
]
